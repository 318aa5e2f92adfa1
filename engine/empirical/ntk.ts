import type { AnyFunction } from "../autodiff/flat-function.js";
import type { NDArray } from "../array/ndarray.js";
import { unflatten, type Arrays } from "../core/pytree.js";
import { oneOf } from "./blockwise.js";
import { choiceOf, type Choice } from "./choice.js";
import { explanationOf, type KernelExplanation } from "./explanation.js";
import { checkIndependent } from "./independence.js";
import { callOf, type Call } from "./model.js";
import {
  explainSettings,
  type ExplainOption,
  type InputOf,
  type NtkOptions,
  type ParamsOf,
  type RestOf,
  type Settings,
} from "./options.js";
import { targetsOf } from "./target.js";

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
  ...args: KernelArguments<F>
) => Arrays<ReturnType<F>>;

/** The same, with how it is computed. */
export type ExplainedKernel<F extends AnyFunction> = (
  ...args: KernelArguments<F>
) => KernelExplanation<Arrays<ReturnType<F>>>;

type KernelArguments<F extends AnyFunction> = [
  x1: InputOf<F>,
  x2: InputOf<F> | null,
  params: ParamsOf<F>,
  ...rest: RestOf<F>,
];

/**
 * The neural tangent kernel of a finite network (Jacot et al. 2018) at its parameters,
 * Θ(x, x′) = ∂f(x)/∂θ · (∂f(x′)/∂θ)ᵀ, averaged over the outputs unless the options say otherwise: n₁×n₂
 * for a network with one axis of outputs.
 *
 * Beside the kernel itself, at most `memory` bytes are held (1 GiB unless given): what does not fit is
 * computed tile by tile. With `explain: true` the result says first which implementation was chosen, how
 * many operations and how much memory it and the others take and what form each parameter's Jacobian has;
 * its `kernel` is computed when it is asked for.
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
 * const plan = empirical.ntk(apply, { explain: true })(x, null, params);
 * plan.implementation; // "structuredDerivatives"
 * plan.kernel.shape; // [3, 3]
 * ```
 */
export function ntk<F extends AnyFunction>(
  f: F,
  options: NtkOptions & { readonly explain: true },
): ExplainedKernel<F>;
export function ntk<F extends AnyFunction>(
  f: F,
  options?: NtkOptions & { readonly explain?: false },
): EmpiricalKernel<F>;
export function ntk<F extends AnyFunction>(
  f: F,
  options: NtkOptions & ExplainOption = {},
): EmpiricalKernel<F> | ExplainedKernel<F> {
  const settings = explainSettings("empirical.ntk", options);
  const chosen = (...[x1, x2, params, ...rest]: KernelArguments<F>) => {
    const call = callOf("empirical.ntk", settings, { f, x1, x2, params, rest });
    return { call, choice: choiceFor(call, settings) };
  };
  const whole = ({ call, choice }: ReturnType<typeof chosen>) =>
    treeOf(call, choice.run()) as Arrays<ReturnType<F>>;
  if (options.explain !== true) return (...args) => whole(chosen(...args));
  return (...args) => {
    const made = chosen(...args);
    return explanationOf(made.call, made.choice, () => whole(made));
  };
}

/** The kernels of all leaves of f's result, in its tree. */
export function tangentKernels(call: Call, settings: Settings): unknown {
  return treeOf(call, choiceFor(call, settings).run());
}

function treeOf({ model }: Call, kernels: readonly NDArray[]): unknown {
  return unflatten(model.result().structure, kernels);
}

function choiceFor(call: Call, settings: Settings): Choice {
  const { model, x1, x2 } = call;
  const first = model.one(model.params, oneOf(x1));
  if (settings.vmapAxes !== null) checkIndependent(call, first);
  const second = x2 === null ? first : model.one(model.params, oneOf(x2));
  return choiceOf(targetsOf(call, [first, second]), call, settings);
}
