// Generates shared/arc-table.ts: polynomials for the angles of tile-arc.ts, worked out at build time by
// Chebyshev interpolation on u ∈ [0, 1 − √½].
//
// With v = cos t = 1 − u:  α = t/sin t,  B = (sin t cos t − t cos 2t)/sin³ t = (v − α·(2v² − 1))/(1 − v²).
// As a series (Abramowitz and Stegun 15.1.6): with x = sin²(t/2) = u/2,
//   α = asin √x/√(x(1 − x)) = Σ 4ⁿ (n!)²/(2n + 1)! xⁿ
import { interpolation, ONE, over, PI, table, times } from "./fixed-point.mjs";

/** How many coefficients of each type. */
const NODES = { f64: 12, f32: 6 };
const LAST = 1 - Math.SQRT1_2;
const TURN_NODES = 10;

/** α(u). */
export function arc(/** @type {bigint} */ u) {
  let [term, sum] = [ONE, ONE];
  for (let n = 1n; term !== 0n; n++) {
    term = (times(term, u) * n) / (2n * n + 1n);
    sum += term;
  }
  return sum;
}

/** B(u). No node is so near 0 that the quotient's cancellation would be felt in 200 bits. */
export function segment(/** @type {bigint} */ u) {
  const v = ONE - u;
  const square = times(v, v);
  return over(v - times(arc(u), 2n * square - ONE), ONE - square);
}

/** asin u/u as a function of z = u²: Σ (2n)!/(4ⁿ (n!)² (2n + 1)) zⁿ */
export function arcsineRatio(/** @type {bigint} */ z) {
  let [power, sum] = [ONE, 0n];
  for (let n = 0n; power !== 0n; n++) {
    sum += power / (2n * n + 1n);
    power = (times(power, z) * (2n * n + 1n)) / (2n * n + 2n);
  }
  return sum;
}

/** asin u/2πu in double precision, for |u| ≤ sin π/8. */
function turnTable() {
  const interval = { first: 0, last: Math.sin(Math.PI / 8) ** 2, nodes: TURN_NODES };
  return table(
    "TURN_64",
    interpolation((z) => over(arcsineRatio(z), 2n * PI), interval),
  );
}

/** The text of shared/arc-table.ts: α/π, B/π and asin u/2πu. */
export function generateArcTable() {
  const types = /** @type {const} */ (["f64", "f32"]);
  const tables = types
    .flatMap((type) => {
      const interval = { first: 0, last: LAST, nodes: NODES[type] };
      const bits = type.slice(1);
      const overPi = (/** @type {(u: bigint) => bigint} */ f) =>
        interpolation((u) => over(f(u), PI), interval);
      return [
        table(`ARC_${bits}`, overPi(arc), type),
        table(`SEGMENT_${bits}`, overPi(segment), type),
      ];
    })
    .join("");
  return tables + turnTable();
}
