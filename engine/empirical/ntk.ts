import type { NDArray } from "../array/ndarray.js";
import type { AnyFunction } from "../autodiff/flat-function.js";
import { take } from "../array/take.js";
import { unflatten, type Arrays } from "../core/pytree.js";
import { allPairs, part, samePairs, type PairMethod } from "./blockwise.js";
import { checkIndependent } from "./independence.js";
import { jacobianContraction } from "./jacobian-contraction.js";
import { callOf, type Call } from "./model.js";
import {
  ntkSettings,
  type InputOf,
  type NtkOptions,
  type ParamsOf,
  type RestOf,
  type Settings,
} from "./options.js";
import type { Counts } from "./plan.js";
import { structuredDerivatives } from "./structured-derivatives.js";
import { finished, meets, targetsOf, type Target } from "./target.js";
import { ntkVectorProducts } from "./vector-products.js";

/**
 * A kernel of a finite network at its parameters. Its shape is that of pairs of outputs: for each axis of
 * f's output, in order, two axes, one where it is diagonal, none where it is traced. A tree of such arrays
 * where f gives a tree.
 *
 * @param x1 - Inputs of f.
 * @param x2 - Others; null means x1 with itself, at half the work.
 * @param rest - Further arguments of f.
 */
export type EmpiricalKernel<F extends AnyFunction> = (
  x1: InputOf<F>,
  x2: InputOf<F> | null,
  params: ParamsOf<F>,
  ...rest: RestOf<F>
) => Arrays<ReturnType<F>>;

/**
 * The neural tangent kernel of a finite network (Jacot et al. 2018) at its parameters,
 * Θ(x, x′) = ∂f(x)/∂θ · (∂f(x′)/∂θ)ᵀ, averaged over the outputs unless the options say otherwise: n₁×n₂
 * for a network with one axis of outputs.
 *
 * @param f - (params, x, …rest) ↦ outputs: `network.apply` or any function of pytrees.
 * @throws {@link ShapeError} for axes that do not exist, naming the option and the output's shape.
 * @throws {@link DtypeError} for parameters that are no floats, naming the one.
 * @throws {@link DomainError} for unknown options, and for an f that mixes examples.
 * @throws {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const { init, apply } = stax.serial(stax.dense(64), stax.relu(), stax.dense(10));
 * const { params } = init(random.key(0), [3, 2]);
 * const x = [[0, 1], [1, 1], [2, -1]];
 * empirical.ntk(apply)(x, null, params); // 3×3
 * empirical.ntk(apply, { traceAxes: [] })(x, null, params); // 3×3×10×10
 * ```
 */
export function ntk<F extends AnyFunction>(f: F, options: NtkOptions = {}): EmpiricalKernel<F> {
  const settings = ntkSettings("empirical.ntk", options);
  return (x1, x2, params, ...rest) => {
    const call = callOf("empirical.ntk", settings, { f, x1, x2, params, rest });
    return tangentKernels(call, settings) as Arrays<ReturnType<F>>;
  };
}

/** The kernels of all leaves of f's result, in its tree. */
export function tangentKernels(call: Call, settings: Settings): unknown {
  const { model, x1, x2 } = call;
  const first = model.one(model.params, oneOf(x1));
  if (settings.vmapAxes !== null) checkIndependent(call, first);
  const second = x2 === null ? first : model.one(model.params, oneOf(x2));
  const kernels = targetsOf(call, [first, second]).map((target) =>
    finished(target, pairedKernel(target, call, settings), settings),
  );
  return unflatten(model.result().structure, kernels);
}

function pairedKernel(target: Target, call: Call, { memory, implementation }: Settings): NDArray {
  const run = <F>(method: PairMethod<F>): NDArray =>
    meets(target.axes) === "all" ? allPairs(method, call, memory) : samePairs(method, call, memory);
  switch (implementation) {
    case "jacobianContraction":
      return run(jacobianContraction(target));
    case "ntkVectorProducts":
      return run(ntkVectorProducts(target));
    default:
      return run(structuredDerivatives(target, part(call.x1, 0, 1), countsOf(target, call)));
  }
}

function countsOf({ axes }: Target, { x1, x2 }: Call): Counts {
  const [n, m] = [x1.count, x2?.count ?? x1.count];
  const sides = x2 === null ? n : n + m;
  if (meets(axes) === "same") return { sides, pairs: n };
  return { sides, pairs: x2 === null ? (n * (n + 1)) / 2 : n * m };
}

/** The arrays of the first example alone. */
function oneOf(examples: Call["x1"]): NDArray[] {
  return part(examples, 0, 1).inputs.map((input) => take(input, 0));
}
