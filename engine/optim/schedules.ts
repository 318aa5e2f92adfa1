import { checkWhole } from "../options.js";

/**
 * A learning rate that falls along half a cosine from `start` to zero over `steps` steps (Loshchilov &
 * Hutter 2017).
 *
 * @throws {@link DomainError} unless `steps` is a positive whole number.
 * @example
 * ```ts
 * optim.cosineSchedule(0.1, 100)(50); // 0.05
 * ```
 */
export function cosineSchedule(start: number, steps: number): (step: number) => number {
  checkWhole("optim.cosineSchedule", "steps", steps, 1);
  return (step) => (start * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps))) / 2;
}
