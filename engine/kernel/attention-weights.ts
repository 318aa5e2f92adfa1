// How pixels weigh others by the covariances of their keys and queries.
import { abs, add, div, maximum, mul, sub } from "../array/arithmetic.js";
import { equal } from "../array/comparison.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { exp } from "../array/transcendental.js";
import { where } from "../array/where.js";
import type { Scale } from "./scale.js";

export type Mechanism = "SOFTMAX" | "IDENTITY" | "ABS" | "RELU";

interface Scoring<S> {
  readonly mechanism: Mechanism;
  /** σ_q σ_k. */
  readonly scoreScale: S;
}

/** ζ of every row of scores of an example, pixels that do not count left out. */
export function attentionWeights(
  covariances: Float64Array,
  mask: Float64Array | null,
  { mechanism, scoreScale, pixels }: Scoring<number> & { readonly pixels: number },
): Float64Array {
  const counts = (pixel: number) => mask === null || mask[pixel] !== 0;
  const weights = covariances.map((covariance, pair) =>
    counts(pair % pixels) ? pointwise(mechanism, scoreScale * covariance) : 0,
  );
  if (mechanism !== "SOFTMAX") return weights;
  for (let row = 0; row < pixels; row++) {
    softmax(weights.subarray(row * pixels, (row + 1) * pixels), counts);
  }
  return weights;
}

function pointwise(mechanism: Mechanism, score: number): number {
  if (mechanism === "ABS") return Math.abs(score);
  return mechanism === "RELU" ? Math.max(0, score) : score;
}

function softmax(row: Float64Array, counts: (pixel: number) => boolean): void {
  let most = -Infinity;
  row.forEach((score, pixel) => (most = counts(pixel) ? Math.max(most, score) : most));
  let sum = 0;
  row.forEach((score, pixel) => {
    row[pixel] = counts(pixel) ? Math.exp(score - most) : 0;
    sum += row[pixel];
  });
  row.forEach((value, pixel) => (row[pixel] = sum === 0 ? 0 : value / sum));
}

/** The same of all examples, scores [n, pixels, pixels] and mask [n, pixels]. */
export function attentionArrays(
  covariances: NDArray,
  mask: NDArray | null,
  { mechanism, scoreScale }: Scoring<Scale>,
): NDArray {
  const scores = mul(covariances, scoreScale);
  const [n = 0, pixels = 0] = scores.shape;
  const counts = mask && reshape(mask.astype(scores.dtype), [n, 1, pixels]);
  if (mechanism === "SOFTMAX") return softmaxArrays(scores, counts);
  const weights =
    mechanism === "ABS" ? abs(scores) : mechanism === "RELU" ? maximum(scores, 0) : scores;
  return counts === null ? weights : mul(weights, counts);
}

/** Less than any score, in single precision too. */
const LOWEST = -1e38;

function softmaxArrays(scores: NDArray, counts: NDArray | null): NDArray {
  const counted = counts === null ? scores : where(counts, scores, LOWEST);
  const powers = exp(sub(counted, counted.max(2, { keepdims: true })));
  const weights = counts === null ? powers : mul(powers, counts);
  const total = weights.sum(2, { keepdims: true });
  return div(weights, add(total, equal(total, 0).astype(total.dtype)));
}
