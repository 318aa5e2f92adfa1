import type { FloatDtype } from "../array/dtype.js";
import type { FloatArray } from "./float-array.js";
import { DomainError, NotPositiveDefiniteError } from "../errors.js";
import { cholesky } from "../linalg/index.js";
import { meanDiagonal, regularise, type Regularisation } from "./regularise.js";

/**
 * The Cholesky factor of the regularised train-train kernel.
 *
 * @throws {@link DomainError} when the kernel is singular or indefinite to working precision: it
 *   names the training row where that shows, the row it repeats, and a `diagReg` that suffices.
 */
export function factorise(kernel: FloatArray, regularisation: Regularisation): FloatArray {
  const regularised = regularise(kernel, regularisation);
  const attempt = tryCholesky(regularised);
  if (attempt.kind === "factor") return attempt.factor;
  throw singularError(kernel, regularised, attempt.row, regularisation);
}

type Attempt =
  | { readonly kind: "factor"; readonly factor: FloatArray }
  | { readonly kind: "singular"; readonly row: number };

function tryCholesky(matrix: FloatArray): Attempt {
  try {
    const factor = cholesky(matrix);
    const row = lostPivot(matrix, factor);
    return row < 0 ? { kind: "factor", factor } : { kind: "singular", row };
  } catch (error) {
    if (error instanceof NotPositiveDefiniteError) return { kind: "singular", row: error.row };
    throw error;
  }
}

/**
 * The first row whose pivot L_ii² is nothing but rounding: what is left of K_ii once the earlier rows
 * are taken out of it. −1 when there is none.
 */
function lostPivot(matrix: FloatArray, factor: FloatArray): number {
  const n = matrix.shape[0] ?? 0;
  const rounding = n * epsilon(matrix);
  for (let i = 0; i < n; i++) {
    const diagonal = factor.data[i * (n + 1)] as number;
    if (diagonal * diagonal <= rounding * (matrix.data[i * (n + 1)] as number)) return i;
  }
  return -1;
}

function epsilon({ dtype }: FloatArray): number {
  const precision: Readonly<Record<FloatDtype, number>> = { float64: 2 ** -52, float32: 2 ** -23 };
  return precision[dtype];
}

function singularError(
  kernel: FloatArray,
  regularised: FloatArray,
  row: number,
  regularisation: Regularisation,
): DomainError {
  const twin = repeatedRow(regularised, row);
  const reason =
    twin < 0
      ? `row ${row} depends on the rows before it, to working precision`
      : `training rows ${twin} and ${row} coincide; remove one of them`;
  return new DomainError(
    `predict: the train-train kernel is singular or indefinite: ${reason}. ${remedy(kernel, regularisation)}`,
  );
}

/** The earlier row at no distance: K_ii − 2 K_ij + K_jj = 0 to rounding; −1 when there is none. */
function repeatedRow({ data, shape: [n = 0] }: FloatArray, row: number): number {
  const at = (i: number, j: number): number => data[i * n + j] as number;
  for (let j = 0; j < row; j++) {
    const size = at(row, row) + at(j, j);
    if (Math.abs(size - 2 * at(row, j)) <= 8 * 2 ** -52 * size) return j;
  }
  return -1;
}

/**
 * Powers of ten are tried until the factorisation holds, from a size on that leaves the prediction
 * some digits: the condition number of K + λI is at most about n/λ.
 */
function remedy(kernel: FloatArray, { diagReg = 0, diagRegAbsoluteScale }: Regularisation): string {
  const scale = diagRegAbsoluteScale === true ? meanDiagonal(kernel) : 1;
  const rounding = Math.ceil(Math.log10((kernel.shape[0] ?? 1) * epsilon(kernel)));
  for (let power = Math.min(rounding + 4, -2); power <= 0; power += 2) {
    const relative = 10 ** power;
    if (relative * scale <= diagReg) continue;
    if (tryCholesky(regularise(kernel, { diagReg: relative })).kind === "factor") {
      return `Or set diagReg: ${(relative * scale).toPrecision(1)} suffices.`;
    }
  }
  return "No diagReg up to the mean of the diagonal helps: is this the matrix of a kernel?";
}
