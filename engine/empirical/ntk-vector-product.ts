import type { NDArray } from "../array/ndarray.js";
import { resultOf, type AnyFunction } from "../autodiff/flat-function.js";
import { linearize } from "../autodiff/linearize.js";
import { vjp } from "../autodiff/vjp.js";
import { flatten, treeMap, type Arrays } from "../core/pytree.js";
import { ShapeError } from "../errors.js";
import { lanczos, type LanczosResult } from "../linalg/lanczos.js";
import { checkOptions } from "../options.js";
import { normal } from "../random/normal.js";
import type { Key } from "../random/key.js";
import { called } from "./model.js";
import type { InputOf, ParamsOf, RestOf } from "./options.js";
import { checkFloats } from "./parameters.js";

/**
 * The tangent kernel of all outputs times a vector, Θ(x1, x2) v = J(x1) J(x2)ᵀ v, at the price of one
 * pullback and one tangent: no kernel and no Jacobian is formed, and f may mix examples.
 *
 * @param f - (params, x, …rest) ↦ outputs.
 * @returns (x1, x2, params, …rest) ↦ (v ↦ Θ v), with v like f's result for x2 and Θ v like that for x1; null
 *   as x2 means x1. f runs once when the product is made.
 * @throws {@link ShapeError} for a v of another tree or shape than f's result.
 * @example
 * ```ts
 * const f = (w: NDArray, x: NDArray) => matmul(x, w);
 * const product = empirical.ntkVectorProduct(f)(array([[1, 2], [3, 4]]), null, array([0, 0]));
 * product(array([1, 0])); // array([ 5., 11.])
 * ```
 */
export function ntkVectorProduct<F extends AnyFunction>(
  f: F,
): (
  x1: InputOf<F>,
  x2: InputOf<F> | null,
  params: ParamsOf<F>,
  ...rest: RestOf<F>
) => (v: Arrays<ReturnType<F>>) => Arrays<ReturnType<F>> {
  const caller = "empirical.ntkVectorProduct";
  return (x1, x2, params, ...rest) => {
    const parameters = flatten(params);
    checkFloats(caller, parameters);
    const at = (x: unknown) => {
      const input = arraysOf(x);
      return (p: unknown) => called(caller, f, { args: [p, input, ...rest], parameters });
    };
    const second: unknown = x2;
    const [, push] = linearize(at(x1), params as unknown);
    const [, pullback] = vjp(at(second ?? x1), params as unknown);
    return (v) => {
      const [gradient] = pullback(v) as readonly [unknown];
      return push(gradient) as Arrays<ReturnType<F>>;
    };
  };
}

/** A tree as f gets it: with arrays, also where lists were given. */
function arraysOf(tree: unknown): unknown {
  return treeMap((leaf) => leaf, tree);
}

/** Options of `empirical.ntkSpectrum`. */
export interface NtkSpectrumOptions {
  /** Of the random vector that the process starts from. */
  readonly key: Key;
  /** Steps of the Lanczos process, each one product with the kernel; default 30. */
  readonly steps?: number;
}

/**
 * Eigenvalues of the tangent kernel of all outputs, which is never formed: Ritz values of a Lanczos process
 * with products Θ v. The largest and the smallest converge first; `residuals` bound their errors.
 *
 * @param f - (params, x, …rest) ↦ outputs, one array.
 * @throws {@link ShapeError} for an f that gives a tree.
 * @throws {@link DomainError} for `steps` below 1; {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const f = (w: NDArray, x: NDArray) => matmul(x, w);
 * const found = empirical.ntkSpectrum(f, { key: random.key(0) })(array([[3, 0], [0, 1]]), array([0, 0]));
 * found.ritzValues; // array([1., 9.]), up to rounding
 * ```
 */
export function ntkSpectrum<F extends AnyFunction>(
  f: F,
  options: NtkSpectrumOptions,
): (x: InputOf<F>, params: ParamsOf<F>, ...rest: RestOf<F>) => LanczosResult<"float64"> {
  const caller = "empirical.ntkSpectrum";
  checkOptions(caller, options, ["key", "steps"]);
  const { key, steps = 30 } = options;
  return (x, params, ...rest) => {
    const outputs = flatten(
      resultOf(caller, f(...([arraysOf(params), arraysOf(x), ...rest] as never[]))),
    );
    const [output, ...others] = outputs.leaves;
    if (output === undefined || others.length > 0 || outputs.structure.kind !== "leaf") {
      throw new ShapeError(
        `${caller}: f gives a tree of ${outputs.leaves.length} arrays; let it give one array`,
      );
    }
    const product = ntkVectorProduct(f)(x, null, params, ...rest);
    const dtype = output.dtype === "float32" ? "float32" : "float64";
    const start = normal(key, output.shape, { dtype: "float64" });
    const matrix = (v: NDArray): NDArray =>
      (product(v.astype(dtype) as Arrays<ReturnType<F>>) as NDArray).astype("float64");
    return lanczos(matrix, start, Math.min(steps, output.size));
  };
}
