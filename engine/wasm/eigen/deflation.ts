// Deflation in the divide and conquer method: poles whose weight is nothing, or that (nearly) coincide
// with their neighbour, are eigenvalues already (Cuppen 1981; Gu & Eisenstat 1995).

/** Which halves of an eigenvector's row are not zero. */
export type Half = "top" | "both" | "bottom";

/** diag(d) + ρ z zᵀ in the basis of the eigenvectors of two solved halves. */
export interface RankOne {
  /** By row. */
  readonly d: Float64Array;
  readonly z: Float64Array;
  readonly halves: Half[];
  readonly rho: number;
  /** Rows by ascending d. */
  readonly order: readonly number[];
  /** Turns two eigenvectors: x, y become cx + sy, cy − sx. */
  readonly rotate: (x: number, y: number, cosine: number, sine: number) => void;
}

export interface Deflated {
  /** Rows whose poles make up the secular equation, by ascending d. */
  readonly kept: readonly number[];
  /** Rows that are eigenvectors, and d their eigenvalues. */
  readonly done: readonly number[];
}

/** Turns eigenvectors so that as many as possible are done; changes d, z and halves. */
export function deflate(problem: RankOne): Deflated {
  const { z, rho, order } = problem;
  const tolerance = toleranceOf(problem);
  const [kept, done]: [number[], number[]] = [[], []];
  let previous = -1;
  for (const row of order) {
    if (rho * Math.abs(z[row] as number) <= tolerance) {
      done.push(row);
      continue;
    }
    if (previous >= 0) {
      if (coincide(problem, previous, row, tolerance)) done.push(previous);
      else kept.push(previous);
    }
    previous = row;
  }
  if (previous >= 0) kept.push(previous);
  return { kept, done };
}

/** What changes the matrix no more than its rounding did. */
function toleranceOf({ d, z, order }: RankOne): number {
  let largest = 0;
  for (const row of order) {
    largest = Math.max(largest, Math.abs(d[row] as number), Math.abs(z[row] as number));
  }
  return 8 * Number.EPSILON * largest;
}

/** Moves the weight of row i to row j where what is left beside the diagonal then is nothing. */
function coincide(problem: RankOne, i: number, j: number, tolerance: number): boolean {
  const { d, z, halves } = problem;
  const [zi, zj] = [z[i] as number, z[j] as number];
  const [di, dj] = [d[i] as number, d[j] as number];
  const length = Math.hypot(zi, zj);
  const [cosine, sine] = [zj / length, -zi / length];
  if (Math.abs((dj - di) * cosine * sine) > tolerance) return false;
  z[j] = length;
  z[i] = 0;
  if (halves[i] !== halves[j]) halves[i] = halves[j] = "both";
  problem.rotate(i, j, cosine, sine);
  d[i] = di * cosine * cosine + dj * sine * sine;
  d[j] = di * sine * sine + dj * cosine * cosine;
  return true;
}
