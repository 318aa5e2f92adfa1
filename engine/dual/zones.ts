import { chebyshevCoefficients, chebyshevPoints, chebyshevValues } from "./chebyshev.js";
import { combinations } from "./interpolation.js";
import { gaussLegendre } from "./quadrature.js";

/**
 * Expansions of Ḋ and of S = ∫₀ Ḋ dh/h for angles α up to `end` from θ = 0, or from θ = π: Chebyshev coefficients of
 * (1 + Bα)^q times them in log(1 + Bα), or in α where B is 0, a matrix of the grid's variances each.
 */
export interface Zone {
  readonly isFar: boolean;
  readonly end: number;
  /** B: layers of width 1/√a at α = 0 are smooth in the logarithm. */
  readonly warp: number;
  /** Whether q is 1: Ḋ falls as 1/α behind the layer where φ̇ does. */
  readonly isDamped: boolean;
  readonly slopes: readonly Float64Array[];
  readonly others: readonly Float64Array[];
}

/** Where a zone lies, and what is in it. */
export interface ZoneSource {
  readonly isFar: boolean;
  readonly end: number;
  readonly warp: number;
  /** Ḋ of all pairs of variances, of order 1, at an angle α. */
  readonly slopes: (angle: number) => Float64Array;
}

/** What is kept of sums whose terms are of order 1. */
const TOLERANCE = 2e-15;
const MOST = 512;

/** The expansions, as long as Ḋ needs. */
export function zoneOf({ slopes: values, ...source }: ZoneSource): Zone {
  const place = { ...source, isDamped: falls(values, source) };
  const { isDamped, warp } = place;
  for (let count = warp === 0 ? 18 : 32; ; count = Math.ceil(1.4 * count)) {
    const samples = Array.from(chebyshevPoints(count), (t) => {
      const angle = angleAt(place, t);
      const matrix = values(angle);
      return isDamped ? matrix.map((value) => value * (1 + warp * angle)) : matrix;
    });
    const coefficients = combinations(coefficientsOf(count), samples);
    const sizes = coefficients.map((matrix) =>
      matrix.reduce((most, x) => Math.max(most, Math.abs(x)), 0),
    );
    const scale = Math.max(...sizes);
    const tail = Math.max(...sizes.slice(-3));
    if (tail > 5 * TOLERANCE * scale && count < MOST) continue;
    const length = 1 + sizes.findLastIndex((size) => size > TOLERANCE * scale);
    const slopes = coefficients.slice(0, Math.max(1, length));
    return { ...place, slopes, others: averaged({ ...place, coefficients: slopes }) };
  }
}

/** Whether Ḋ falls as 1/α behind its layer, by its value at the end of the diagonal. */
function falls(values: ZoneSource["slopes"], { end, warp }: Place): boolean {
  if (warp === 0) return false;
  const [first, last] = [values(0).at(-1) ?? 0, values(end).at(-1) ?? 0];
  return Math.abs(last) * (1 + warp * end) <= 4 * Math.abs(first);
}

/** Of every coefficient, by what it depends on the samples. */
function coefficientsOf(count: number): Float64Array[] {
  const units = Array.from({ length: count }, (_, k) => new Float64Array(count).fill(1, k, k + 1));
  return chebyshevCoefficients(units);
}

type Place = Pick<Zone, "end" | "warp">;

/** α at t ∈ [−1, 1]. */
export function angleAt({ end, warp }: Place, t: number): number {
  const part = (1 + t) / 2;
  return warp === 0 ? end * part : Math.expm1(part * Math.log1p(warp * end)) / warp;
}

/** t at α: scale·log(1 + Bα) + offset, scale·α + offset where B is 0. */
export function variableOf({ end, warp }: Place): { scale: number; offset: number } {
  return { scale: 2 / (warp === 0 ? end : Math.log1p(warp * end)), offset: -1 };
}

/** The sum of an expansion at α without (1 + Bα)^q. */
export function zoneSum(zone: Zone, coefficients: readonly Float64Array[], angle: number): number {
  const { scale, offset } = variableOf(zone);
  const place = zone.warp === 0 ? angle : Math.log1p(zone.warp * angle);
  const values = chebyshevValues(coefficients.length, scale * place + offset);
  const sum = coefficients.reduce((total, [c = 0], k) => total + c * (values[k] as number), 0);
  return zone.isDamped ? sum / (1 + zone.warp * angle) : sum;
}

/** The coefficients of (1 + Bα)^q ∫₀^α Ḋ(ϑ) sin ϑ dϑ/(2 sin²(α/2)) from those of (1 + Bα)^q Ḋ. */
export function averaged({
  coefficients,
  isDamped,
  ...place
}: Place & {
  readonly isDamped: boolean;
  readonly coefficients: readonly Float64Array[];
}): Float64Array[] {
  const { warp } = place;
  const count = coefficients.length;
  const { nodes, weights } = gaussLegendre(count + 16);
  const values = new Float64Array(count);
  const means = Array.from(chebyshevPoints(count + 8), (t) => {
    const angle = angleAt(place, t);
    const part = (1 + t) / 2;
    const reach = warp === 0 ? angle : part * Math.log1p(warp * place.end);
    const whole = reach / (2 * Math.sin(angle / 2) ** 2);
    const factor = isDamped ? whole * (1 + warp * angle) : whole;
    const mean = new Float64Array(count);
    nodes.forEach((x, q) => {
      const inner = (1 + t) * x - 1;
      const at = angleAt(place, inner);
      // dϑ = (1 + Bϑ)/B d log(1 + Bϑ)
      const density = warp === 0 ? 1 : isDamped ? 1 / warp : (1 + warp * at) / warp;
      const weight = factor * density * Math.sin(at) * (weights[q] as number);
      chebyshevValues(count, inner, values);
      for (let k = 0; k < count; k++) {
        mean[k] = (mean[k] as number) + weight * (values[k] as number);
      }
    });
    return mean;
  });
  return combinations(chebyshevCoefficients(means).slice(0, count), coefficients);
}
