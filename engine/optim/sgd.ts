import { add, mul } from "../array/arithmetic.js";
import { zerosLike } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { asWritten } from "../array/shape.js";
import { DomainError } from "../errors.js";
import { checkOptions, checkShare } from "../options.js";
import { rateAt, type LearningRate, type Optimiser } from "./optimiser.js";

/** Options of `sgd`. */
export interface SgdOptions {
  /** Share of the velocity that stays from step to step; default 0. */
  readonly momentum?: number;
  /** "nesterov" looks ahead by one step of the velocity (Sutskever et al. 2013); default "heavyBall". */
  readonly kind?: "heavyBall" | "nesterov";
}

const KINDS: ReadonlySet<string> = new Set<SgdOptions["kind"] & string>(["heavyBall", "nesterov"]);

interface SgdState {
  readonly step: number;
  readonly velocity: readonly NDArray[];
}

/**
 * Gradient descent, with momentum as in PyTorch: v ← μ v + g, θ ← θ − η v (heavy ball) or
 * θ ← θ − η (g + μ v) (Nesterov).
 *
 * @throws {@link DomainError} for a momentum that is not from 0 to below 1, and kinds that do not exist.
 * @example
 * ```ts
 * optim.minimise((x) => x.mul(x).sum(), [1, 2], optim.sgd(0.1, { momentum: 0.5 }), { steps: 100 });
 * ```
 */
export function sgd(learningRate: LearningRate, options: SgdOptions = {}): Optimiser<SgdState> {
  checkOptions("optim.sgd", options, ["momentum", "kind"]);
  const { momentum = 0, kind = "heavyBall" } = options;
  checkShare("optim.sgd", { momentum });
  if (!KINDS.has(kind)) {
    throw new DomainError(`optim.sgd: kind = ${asWritten(kind)}; use "heavyBall" or "nesterov"`);
  }
  return {
    name: "sgd",
    init: (params) => ({ step: 0, velocity: momentum === 0 ? [] : params.map(zerosLike) }),
    update(gradients, { step, velocity }) {
      const eta = -rateAt(learningRate, step);
      if (momentum === 0) {
        return { updates: gradients.map((g) => mul(g, eta)), state: { step: step + 1, velocity } };
      }
      const next = gradients.map((g, k): NDArray => add(mul(velocity[k] as NDArray, momentum), g));
      const direction =
        kind === "heavyBall"
          ? next
          : gradients.map((g, k): NDArray => add(g, mul(next[k] as NDArray, momentum)));
      return {
        updates: direction.map((v) => mul(v, eta)),
        state: { step: step + 1, velocity: next },
      };
    },
  };
}
