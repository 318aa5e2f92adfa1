import { add, mul, sub } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import type { AnyFunction } from "../autodiff/flat-function.js";
import { jvp } from "../autodiff/jvp.js";
import { flatten, flattenLike, treeMap, treeZip, unflatten, type Arrays } from "../core/pytree.js";
import { DomainError } from "../errors.js";
import type { InputOf, ParamsOf, RestOf } from "./options.js";
import { checkFloats } from "./parameters.js";

/** A function of the same arguments as f. */
export type Expanded<F extends AnyFunction> = (
  params: ParamsOf<F>,
  x: InputOf<F>,
  ...rest: RestOf<F>
) => Arrays<ReturnType<F>>;

/**
 * The Taylor polynomial of a network in its parameters about a point,
 * Σ_k 1/k! d^k/dt^k f(θ₀ + t (θ − θ₀), x) at t = 0, by nested tangents in one direction. The polynomial of
 * degree 1 is the linearised network whose kernel is the tangent kernel at θ₀ (Lee et al. 2019, eq. 5).
 *
 * @param f - (params, x, …rest) ↦ outputs, a tree of arrays.
 * @param params0 - θ₀.
 * @param degree - A whole number from 0.
 * @throws {@link DomainError} for another degree; {@link DtypeError} naming a parameter that is no float;
 *   {@link ShapeError} for parameters of another tree than θ₀, showing both.
 * @example
 * ```ts
 * const f = (w: NDArray, x: NDArray) => exp(w.mul(x));
 * const quadratic = empirical.taylorExpand(f, array(0), 2);
 * quadratic(array(0.5), array(1)); // 1 + 0.5 + 0.125
 * ```
 */
export function taylorExpand<F extends AnyFunction>(
  f: F,
  params0: ParamsOf<F>,
  degree: number,
): Expanded<F> {
  if (!Number.isInteger(degree) || degree < 0) {
    throw new DomainError(`empirical.taylorExpand: degree ${degree}; use a whole number from 0`);
  }
  return expanded("empirical.taylorExpand", f, params0, degree);
}

function expanded<F extends AnyFunction>(
  caller: string,
  f: F,
  params0: ParamsOf<F>,
  degree: number,
): Expanded<F> {
  const start = flatten(params0);
  checkFloats(caller, start);
  return (params, x, ...rest) => {
    const own = flattenLike(`${caller}: params`, params, start.structure);
    const steps = own.map((leaf, k) => sub(leaf, start.leaves[k] as NDArray));
    const direction = unflatten(start.structure, steps);
    // f gets arrays, also where lists were given.
    const [input, from] = [
      treeMap((leaf) => leaf, x as unknown),
      unflatten(start.structure, start.leaves),
    ];
    let derivative = (at: unknown): unknown => f(...([at, input, ...rest] as never[]));
    let total = derivative(from);
    let factorial = 1;
    for (let k = 1; k <= degree; k++) {
      const lower = derivative;
      derivative = (at) => jvp(lower, [at], [direction])[1];
      factorial *= k;
      const share = 1 / factorial;
      const term = treeMap((part) => mul(part, share), derivative(from));
      total = treeZip((sum, part) => add(sum, part), total, term);
    }
    return total as Arrays<ReturnType<F>>;
  };
}

/**
 * The network linearised in its parameters about θ₀: f(θ₀, x) + J(θ₀, x) (θ − θ₀), affine in θ. One tangent
 * a call. Same as `taylorExpand` of degree 1.
 *
 * @example
 * ```ts
 * const linear = empirical.linearized((w: NDArray, x: NDArray) => w.mul(w).mul(x), array(1));
 * linear(array(3), array(2)); // array(10.)
 * ```
 */
export function linearized<F extends AnyFunction>(f: F, params0: ParamsOf<F>): Expanded<F> {
  return expanded("empirical.linearized", f, params0, 1);
}
