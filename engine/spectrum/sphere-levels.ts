import { momentRatio, sphereMoment } from "./sphere-moments.js";
import { sumFrom } from "./sum-from.js";
import { tailOfParity, type Tail } from "./tail.js";

/**
 * λ_k = Σ_j a_{k+2j} c(j) for k < levels, of K(z) = Σ a_p z^p on the unit sphere in d dimensions: positive terms
 * alone.
 */
export function sphereLevels(coefficients: Float64Array, d: number, levels: number): Float64Array {
  const tails = [0, 1].map((parity) => tailOfParity(coefficients, parity));
  return Float64Array.from({ length: levels }, (_, k) => {
    const known = knownPart(coefficients, k, d);
    const tail = tails[k % 2] ?? null;
    return tail === null ? known : known + tailPart(tail, firstUnknown(coefficients, k), k, d);
  });
}

/** The first j whose k + 2j is beyond the coefficients. */
function firstUnknown(coefficients: Float64Array, k: number): number {
  return Math.max(0, Math.floor((coefficients.length - 1 - k) / 2) + 1);
}

/** Downwards from the last coefficient, where c(j) is largest in magnitude and Stirling's series holds. */
function knownPart(coefficients: Float64Array, k: number, d: number): number {
  const last = firstUnknown(coefficients, k) - 1;
  let moment = momentAt(last, k, d);
  let sum = 0;
  for (let j = last; j >= 0; j--) {
    sum += (coefficients[k + 2 * j] as number) * moment;
    if (j > 0) moment *= momentRatio(j - 1, k, d);
  }
  return sum;
}

/** c(j), for a short series from one far enough out for Stirling's. */
function momentAt(j: number, k: number, d: number): number {
  const far = Math.max(j, 16);
  let moment = sphereMoment(far, k, d);
  for (let i = far; i > j; i--) moment *= momentRatio(i - 1, k, d);
  return moment;
}

/** What levels get from powers beyond the coefficients. */
function tailPart(tail: Tail, start: number, k: number, d: number): number {
  return sumFrom(start, (j) => tail(k + 2 * j) * sphereMoment(j, k, d));
}
