import type { AffineKernel } from "./affine.js";
import type { Rows, TileStep } from "./map.js";

/**
 * An affine layer on one signal, in place. The tiles carry correlations: see
 * engine/wasm/assembly/shared/tile-affine.ts for what they do with the vectors.
 */
export function affineSteps(
  { weightVariance, biasVariance, tangent }: AffineKernel,
  before: Rows,
  variances: Float64Array,
): TileStep[] {
  const { ofCovariance, ofBias } = tangent;
  const carried = before.variances.map((variance) => weightVariance * variance);
  const vectors = [
    before.variances.map((variance) => Math.sqrt(ofCovariance * variance)),
    ...directions(carried, variances, biasVariance),
  ];
  const constants = [weightVariance, ofBias];
  const steps: TileStep[] = [{ opcode: "affineTangent", tangentOnly: true, constants, vectors }];
  if (biasVariance > 0) {
    steps.push({ opcode: before.signed ? "affineSigned" : "affineNonnegative", vectors });
  }
  return steps;
}

/** (p, q)/2 of every row, p² + q² = 1: how much of its new deviation is old, how much is the bias. */
function directions(
  carried: Float64Array,
  variances: Float64Array,
  biasVariance: number,
): [Float64Array, Float64Array] {
  const share = (part: number, whole: number) => Math.sqrt(part / whole) / 2;
  return [
    carried.map((part, row) => (part === 0 ? 0 : share(part, variances[row] as number))),
    variances.map((whole) => (whole === 0 ? 0.5 : share(biasVariance, whole))),
  ];
}
