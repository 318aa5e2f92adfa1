import type { Advance, LayerMap, Rows, TileStep } from "./map.js";

/** What an affine layer's tangent kernel takes from the covariance below and from its biases. */
export interface TangentWeights {
  readonly ofCovariance: number;
  readonly ofBias: number;
}

export interface AffineLayer {
  readonly name: string;
  readonly width: number;
  /** σ_w². */
  readonly weightVariance: number;
  /** σ_b². */
  readonly biasVariance: number;
  /** γ and δ of Θ′ = γ K + σ_w² Θ + δ, by the fan-in. */
  readonly tangent: (fanIn: number) => TangentWeights;
}

/**
 * K′ = σ_w² K + σ_b² and Θ′ = γ K + σ_w² Θ + δ (Neal 1996; Jacot et al. 2018). The tiles carry
 * correlations: see engine/wasm/assembly/shared/tile-affine.ts for what they do with the vectors.
 */
export function affineMap(layer: AffineLayer): LayerMap {
  const { name } = layer;
  return { name, kind: "affine", advance: (rows) => advance(layer, rows) };
}

function advance(
  { width, weightVariance, biasVariance, tangent }: AffineLayer,
  rows: Rows,
): Advance {
  const { ofCovariance, ofBias } = tangent(rows.width);
  const carried = rows.variances.map((variance) => weightVariance * variance);
  const variances = carried.map((variance) => variance + biasVariance);
  const vectors = [
    rows.variances.map((variance) => Math.sqrt(ofCovariance * variance)),
    ...directions(carried, variances, biasVariance),
  ];
  const constants = [weightVariance, ofBias];
  const steps: TileStep[] = [{ opcode: "affineTangent", tangentOnly: true, constants, vectors }];
  if (biasVariance > 0) {
    steps.push({ opcode: rows.signed ? "affineSigned" : "affineNonnegative", vectors });
  }
  return { rows: { ...rows, variances, width }, steps };
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
