import { add, div, mul } from "../array/arithmetic.js";
import { zerosLike } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { sqrt } from "../array/transcendental.js";
import { checkNonnegative, checkOptions, checkShare } from "../options.js";
import { rateAt, type LearningRate, type Optimiser } from "./optimiser.js";

/** Options of `adam`. */
export interface AdamOptions {
  /** Memory of the mean of gradients; default 0.9. */
  readonly beta1?: number;
  /** Memory of the mean of their squares; default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the mean square; default 1e-8. */
  readonly epsilon?: number;
  /** Share of the parameters that each unit of learning rate takes away (AdamW); default 0. */
  readonly weightDecay?: number;
}

interface AdamState {
  readonly step: number;
  readonly mean: readonly NDArray[];
  readonly square: readonly NDArray[];
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1): θ ← θ − η m̂/(√v̂ + ε) with m and v the running means of the
 * gradient and its square, m̂ and v̂ freed of their start at zero. With `weightDecay` the parameters
 * decay apart from the gradient, as in AdamW (Loshchilov & Hutter 2019).
 *
 * @param learningRate - Default 1e-3.
 * @throws {@link DomainError} for memories that are not from 0 to below 1, and other options below 0.
 * @example
 * ```ts
 * optim.minimise((x) => x.mul(x).sum(), [1, 2], optim.adam(0.1), { steps: 200 });
 * ```
 */
export function adam(
  learningRate: LearningRate = 1e-3,
  options: AdamOptions = {},
): Optimiser<AdamState> {
  checkOptions("optim.adam", options, ["beta1", "beta2", "epsilon", "weightDecay"]);
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  checkShare("optim.adam", { beta1, beta2 });
  checkNonnegative("optim.adam", { epsilon, weightDecay });
  return {
    name: "adam",
    init: (params) => ({ step: 0, mean: params.map(zerosLike), square: params.map(zerosLike) }),
    update(gradients, { step, mean, square }, params) {
      const eta = rateAt(learningRate, step);
      const m = gradients.map((g, k) => blend(mean[k] as NDArray, g, beta1));
      const v = gradients.map((g, k) => blend(square[k] as NDArray, mul(g, g), beta2));
      const [c1, c2] = [1 - beta1 ** (step + 1), 1 - beta2 ** (step + 1)];
      const updates = gradients.map((_, k): NDArray => {
        const size = add(sqrt(div(v[k] as NDArray, c2)), epsilon);
        const update = mul(div(div(m[k] as NDArray, c1), size), -eta);
        return weightDecay === 0
          ? update
          : add(update, mul(params[k] as NDArray, -eta * weightDecay));
      });
      return { updates, state: { step: step + 1, mean: m, square: v } };
    },
  };
}

function blend(before: NDArray, now: NDArray, memory: number): NDArray {
  return add(mul(before, memory), mul(now, 1 - memory));
}
