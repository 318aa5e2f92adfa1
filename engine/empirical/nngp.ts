import type { NDArray } from "../array/ndarray.js";
import type { AnyFunction } from "../autodiff/flat-function.js";
import { take } from "../array/take.js";
import { unflatten, type Arrays } from "../core/pytree.js";
import { oneOf } from "./blockwise.js";
import { contractPairs, contractSame } from "./contract.js";
import { checkIndependent } from "./independence.js";
import { callOf, type Call, type Examples } from "./model.js";
import type { EmpiricalKernel } from "./ntk.js";
import { nngpSettings, type NngpOptions, type Settings } from "./options.js";
import { grouped } from "./output-axes.js";
import { averaged, finished, meets, targetsOf } from "./target.js";

/**
 * The covariance of a finite network's outputs at its parameters, f(x)·f(x′)ᵀ, averaged over the outputs
 * unless the options say otherwise: over many initialisations its mean is the infinite network's NNGP
 * kernel.
 *
 * @param f - (params, x, …rest) ↦ outputs.
 * @throws {@link ShapeError} for axes that do not exist, naming the option and the output's shape.
 * @throws {@link DomainError} for unknown options, and for an f that mixes examples.
 * @example
 * ```ts
 * const { init, apply } = stax.serial(stax.dense(64), stax.relu(), stax.dense(10));
 * const { params } = init(random.key(0), [3, 2]);
 * empirical.nngp(apply)([[0, 1], [1, 1], [2, -1]], null, params); // 3×3
 * ```
 */
export function nngp<F extends AnyFunction>(f: F, options: NngpOptions = {}): EmpiricalKernel<F> {
  const settings = nngpSettings("empirical.nngp", options);
  return (x1, x2, params, ...rest) => {
    const call = callOf("empirical.nngp", settings, { f, x1, x2, params, rest });
    return outputKernels(call, settings) as Arrays<ReturnType<F>>;
  };
}

/** The kernels of all leaves of f's result, in its tree. */
export function outputKernels(call: Call, settings: Settings): unknown {
  const { model, x1, x2 } = call;
  if (settings.vmapAxes !== null) checkIndependent(call, model.one(model.params, oneOf(x1)));
  const run = ({ inputs }: Examples): NDArray[] => model.all(model.params, inputs);
  const first = run(x1);
  const second = x2 === null ? null : run(x2);
  const ofOne = (all: readonly NDArray[]): NDArray[] => all.map((output) => take(output, 0));
  const targets = targetsOf(call, [ofOne(first), ofOne(second ?? first)]);
  const kernels = targets.map((target) => {
    const { axes, leaf } = target;
    const contract = meets(axes) === "all" ? contractPairs : contractSame;
    const rows = grouped(axes, first[leaf] as NDArray);
    const others = second === null ? null : grouped(axes, second[leaf] as NDArray);
    return finished(target, averaged(target, contract(rows, others), settings), settings);
  });
  return unflatten(model.result().structure, kernels);
}
