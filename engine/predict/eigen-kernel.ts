import { eigh } from "../linalg/index.js";
import type { FloatArray } from "./float-array.js";
import { regularise, type Regularisation } from "./regularise.js";
import { roundingOf, singularError } from "./singular-error.js";

/** K_dd + λI = U diag(λ_k) Uᵀ, its eigenvalues not negative. */
export interface EigenKernel {
  readonly values: readonly number[];
  /** U, one eigenvector a column. */
  readonly vectors: FloatArray;
}

/** How many roundings below zero are still taken for a zero. */
const TOLERATED = 1e3;

/**
 * Eigenvalues that are negative by rounding are zeros.
 *
 * @throws {@link DomainError} when the kernel is indefinite, with its smallest eigenvalue and a
 *   `diagReg` that suffices.
 */
export function diagonalise(kernel: FloatArray, regularisation: Regularisation): EigenKernel {
  const { eigenvalues, eigenvectors } = eigh(regularise(kernel, regularisation));
  const values = Array.from(eigenvalues.data);
  const [smallest, largest] = [values[0] ?? 0, values.at(-1) ?? 0];
  if (smallest < -TOLERATED * roundingOf(kernel) * largest) {
    throw singularError(kernel, regularisation);
  }
  return { values: values.map((value) => Math.max(value, 0)), vectors: eigenvectors };
}
