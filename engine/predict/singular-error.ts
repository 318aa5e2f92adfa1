import { DomainError } from "../errors.js";
import { eigvalsh } from "../linalg/index.js";
import type { FloatArray } from "./float-array.js";
import { meanDiagonal, type Regularisation } from "./regularise.js";

/** The relative precision of the entries. */
export function epsilon({ dtype }: FloatArray): number {
  return dtype === "float32" ? 2 ** -23 : 2 ** -52;
}

/** An eigenvalue below this part of the largest one is nothing but rounding. */
export function roundingOf(kernel: FloatArray): number {
  return (kernel.shape[0] ?? 0) * epsilon(kernel);
}

/** The suggested shift is this many roundings of the mean diagonal, which leaves some digits. */
const MARGIN = 1e4;

/**
 * What to say of a train-train kernel that cannot be inverted: its smallest eigenvalue, why it may be
 * singular, and the `diagReg` that would do.
 *
 * @param kernel - Without regularisation.
 * @param reason - A sentence's worth of cause, or null.
 */
export function singularError(
  kernel: FloatArray,
  regularisation: Regularisation,
  reason: string | null = null,
): DomainError {
  const eigenvalues = eigvalsh(kernel).data;
  const smallest = eigenvalues[0] ?? 0;
  const largest = eigenvalues.at(-1) ?? 0;
  const indefinite = smallest < -1e3 * roundingOf(kernel) * Math.max(largest, -smallest);
  const what = indefinite ? "indefinite" : "singular to working precision";
  const doubt = indefinite ? " (is this the matrix of a kernel?)" : "";
  const cause = reason === null ? "" : `: ${reason}`;
  return new DomainError(
    `predict: the train-train kernel is ${what}${cause}. Its smallest eigenvalue is ${smallest.toPrecision(3)}, its largest ${largest.toPrecision(3)}${doubt}. ${remedy(kernel, smallest, regularisation)}`,
  );
}

/** λ_min is lifted above rounding. */
function remedy(
  kernel: FloatArray,
  smallest: number,
  { diagReg = 0, diagRegAbsoluteScale = false }: Regularisation,
): string {
  const mean = meanDiagonal(kernel);
  if (kernel.data.every((value) => value === 0)) {
    return "Every entry is 0, so that nothing can be learnt: give rows that are not zero, or the network biases (bStd).";
  }
  const lift = sufficientShift(kernel, { smallest, size: Math.abs(mean) });
  const needed = diagRegAbsoluteScale ? lift : lift / mean;
  if (!(needed > 0)) return "Its mean diagonal is not positive: a kernel's would be.";
  return suggestion(Math.max(needed, diagReg));
}

/** What lifts the smallest eigenvalue above the rounding of entries of the given size. */
export function sufficientShift(
  matrix: FloatArray,
  { smallest, size }: { readonly smallest: number; readonly size: number },
): number {
  return Math.max(-smallest, 0) + MARGIN * roundingOf(matrix) * size;
}

/** Of at least this `diagReg`. */
export const suggestion = (needed: number): string => `Set diagReg: ${roundUp(needed)} suffices.`;

/** The next number with one significant digit. */
function roundUp(x: number): number {
  const unit = 10 ** Math.floor(Math.log10(x));
  return Number((Math.ceil(x / unit) * unit).toPrecision(1));
}
