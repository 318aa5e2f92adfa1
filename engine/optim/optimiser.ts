import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";

/**
 * A rule that turns gradients into updates, as a pair of pure functions on flat lists of arrays, one
 * for each leaf of the parameters.
 */
export interface Optimiser<State = unknown> {
  /** How it is called in messages. */
  readonly name: string;
  init(params: readonly NDArray[]): State;
  /** What is added to the parameters, and the state for the next step. */
  update(gradients: readonly NDArray[], state: State, params: readonly NDArray[]): Updated<State>;
}

export interface Updated<State> {
  readonly updates: readonly NDArray[];
  readonly state: State;
}

/** A step size: one number, or its value at each step, counted from 0. */
export type LearningRate = number | ((step: number) => number);

/** @throws {@link DomainError} for a rate that would climb, or is no number. */
export function rateAt(rate: LearningRate, step: number): number {
  const value = typeof rate === "number" ? rate : rate(step);
  if (value >= 0 && value < Infinity) return value;
  throw new DomainError(
    `optim: the learning rate is ${String(value)} at step ${step}; use a number from 0`,
  );
}
