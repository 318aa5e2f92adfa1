import { momentRatio, sphereMoment } from "./sphere-moments.js";
import { sumFrom } from "./sum-from.js";
import type { PowerSeries } from "./power-series.js";
import type { Tail } from "./tail.js";

/**
 * λ_k = Σ_j a_{k+2j} c(j) for k < levels, of K(z) = Σ a_p z^p on the unit sphere in d dimensions: positive terms
 * alone.
 */
export function sphereLevels(
  { coefficients, tails }: PowerSeries,
  d: number,
  levels: number,
): Float64Array {
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

/** Upwards from c(0): in many dimensions moments of high powers are too small for a number, and add nothing. */
function knownPart(coefficients: Float64Array, k: number, d: number): number {
  const end = firstUnknown(coefficients, k);
  let moment = firstMoment(k, d);
  let sum = 0;
  for (let j = 0; j < end && moment > 0; j++) {
    sum += (coefficients[k + 2 * j] as number) * moment;
    moment /= momentRatio(j, k, d);
  }
  return sum;
}

/** c(0) = k!/(2ᵏ (d/2)_k) */
function firstMoment(k: number, d: number): number {
  let moment = 1;
  for (let i = 1; i <= k; i++) moment *= i / (d + 2 * i - 2);
  return moment;
}

/** What levels get from powers beyond the coefficients. */
function tailPart(tail: Tail, start: number, k: number, d: number): number {
  return sumFrom(start, (j) => tail.at(k + 2 * j) * sphereMoment(j, k, d), 2 * tail.decay);
}
