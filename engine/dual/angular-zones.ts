import type { AngularSource } from "./angular-source.js";
import { zoneOf, type Zone, averaged } from "./zones.js";

/**
 * The expansions of Ḋ and S between deviations, divided by `steepness` of both: near θ = 0, and near θ = π where that is
 * something else. Kernels of one's own have one for all angles.
 */
export function angularZones(
  source: AngularSource,
  deviations: readonly number[],
  { steepness, end }: { readonly steepness: ArrayLike<number>; readonly end: number },
): readonly Zone[] {
  const { elements, parity } = source;
  if (elements === undefined) return [wholeZone(source, deviations)];
  const scaled = scaledBy(steepness);
  const warp = warpOf(deviations, elements.strip);
  const slopes = (angle: number) => scaled(source.slopes(deviations, angle));
  const near = zoneOf({ isFar: false, end, warp, slopes });
  if (parity !== "neither") return [near];
  return [near, zoneOf({ isFar: true, end, warp, slopes: (angle) => slopes(Math.PI - angle) })];
}

/** Layers at α = 0 are as wide as φ̇'s strip is in units of z. */
function warpOf(deviations: readonly number[], strip: number): number {
  const warp = (Math.PI * Math.max(...deviations)) / strip;
  return warp > LEAST_WARP ? warp : 0;
}

/** Below, the logarithm costs more than it saves. */
const LEAST_WARP = 4;

function scaledBy(steepness: ArrayLike<number>): (matrix: Float64Array) => Float64Array {
  const n = steepness.length;
  const factors = Array.from(steepness, (size) => (size > 0 ? 1 / size : 0));
  return (matrix) =>
    matrix.map(
      (value, k) => value * (factors[Math.floor(k / n)] as number) * (factors[k % n] as number),
    );
}

function wholeZone(source: AngularSource, deviations: readonly number[]): Zone {
  const place = { isFar: false, end: Math.PI, warp: 0, isDamped: false } as const;
  const { coefficients, differences } = source;
  if (coefficients === undefined) {
    return zoneOf({ ...place, slopes: (angle) => source.slopes(deviations, angle) });
  }
  const slopes = coefficients(deviations);
  const others = differences?.(deviations) ?? averaged({ ...place, coefficients: slopes });
  return { ...place, slopes, others };
}
