import { checkPositive, checkShare } from "../options.js";

/** What gradient descent is done with. */
export interface Descent {
  /** η; 1 unless given. */
  readonly learningRate?: number | undefined;
}

/** @throws {@link DomainError} unless it is a positive number. */
export function checkedLearningRate({ learningRate = 1 }: Descent): number {
  checkPositive("predict", { learningRate });
  return learningRate;
}

/** @throws {@link DomainError} unless 0 ≤ momentum < 1. */
export function checkedMomentum(momentum: number): number {
  checkShare("predict", { momentum });
  return momentum;
}
