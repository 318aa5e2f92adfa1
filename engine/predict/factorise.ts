import { NotPositiveDefiniteError } from "../errors.js";
import { cholesky } from "../linalg/index.js";
import type { FloatArray } from "./float-array.js";
import { regularise, type Regularisation } from "./regularise.js";
import { roundingOf, singularError } from "./singular-error.js";

/**
 * The Cholesky factor of the regularised train-train kernel.
 *
 * @throws {@link DomainError} when the kernel is singular or indefinite to working precision: it names
 *   the training row where that shows, the row it repeats, the smallest eigenvalue and a `diagReg` that
 *   suffices.
 */
export function factorise(kernel: FloatArray, regularisation: Regularisation): FloatArray {
  const regularised = regularise(kernel, regularisation);
  return factoriseShifted({ kernel, regularised }, regularisation);
}

/**
 * The same of a kernel that was shifted already; both may be differentiated, but their values must be known.
 *
 * @throws {@link DomainError} as `factorise`.
 */
export function factoriseShifted(
  { kernel, regularised }: { readonly kernel: FloatArray; readonly regularised: FloatArray },
  regularisation: Regularisation,
): FloatArray {
  const attempt = tryCholesky(regularised);
  if (attempt.kind === "factor") return attempt.factor;
  const reason = reasonFor(regularised.concrete(), attempt.row);
  throw singularError(kernel.concrete(), regularisation, reason);
}

export type Attempt =
  | { readonly kind: "factor"; readonly factor: FloatArray }
  | { readonly kind: "singular"; readonly row: number };

/** The factor, or the row where there is none to working precision. */
export function tryCholesky(matrix: FloatArray): Attempt {
  try {
    const factor = cholesky(matrix);
    const row = lostPivot(matrix.concrete(), factor.concrete());
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
  const rounding = roundingOf(matrix);
  for (let i = 0; i < n; i++) {
    const diagonal = factor.data[i * (n + 1)] as number;
    if (diagonal * diagonal <= rounding * (matrix.data[i * (n + 1)] as number)) return i;
  }
  return -1;
}

function reasonFor(regularised: FloatArray, row: number): string {
  const own = regularised.get(row, row);
  if (!(own > 0)) return `entry [${row}, ${row}] of its diagonal is ${own.toPrecision(3)}`;
  const twin = repeatedRow(regularised, row);
  return twin < 0
    ? `row ${row} depends on the rows before it`
    : `training rows ${twin} and ${row} coincide; remove one of them`;
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
