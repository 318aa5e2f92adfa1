/** Which matrices have their spectrum computed when a person asks for it. */

/** Rows of a symmetric matrix: about a minute on two threads, and 512 MiB for its copy. */
export const MOST_SYMMETRIC = 8192;
/** Side of a square matrix without symmetry, whose singular values take several times as long. */
export const MOST_SQUARE = 4096;

export interface Solvable {
  readonly rows: number;
  readonly cols: number;
  readonly symmetric: boolean;
}

/** A matrix of few rows may have many columns: what counts is the work, rows × columns × the lesser of them. */
export function isSolvable({ rows, cols, symmetric }: Solvable): boolean {
  if (symmetric) return rows <= MOST_SYMMETRIC;
  return rows * cols * Math.min(rows, cols) <= MOST_SQUARE ** 3;
}

/** What is said of a matrix that is not solvable. */
export function tooLarge({ symmetric }: Solvable): string {
  const limit = symmetric
    ? `symmetric matrices: ${MOST_SYMMETRIC} rows`
    : `others than symmetric: ${MOST_SQUARE} × ${MOST_SQUARE}`;
  return `too large for rank and condition (at most, of ${limit})`;
}
