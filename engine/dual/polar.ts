import { sectorPoints, type SectorPoint } from "./sectors.js";

/** log r of the trapezoidal rule; r exp(−r²/2) dr = r² exp(−r²/2) d log r. */
const STEP = 0.12;
const RADII = Array.from({ length: 190 }, (_, k) => Math.exp(-20.2 + STEP * k));
const WEIGHTS = RADII.map((r) => STEP * r * r * Math.exp((-r * r) / 2));

/**
 * E[φ̇(u) φ̇(u′)] for all pairs of deviations by quadrature in polar coordinates, sector by sector between the
 * lines u = 0 and u′ = 0, where φ̇ may change quickly.
 */
export function polarSlopes(
  slope: (x: number) => number,
  deviations: readonly number[],
  angle: number,
): Float64Array {
  const n = deviations.length;
  const sharpness = Math.max(...deviations);
  const out = new Float64Array(n * n);
  const [same, different] = [
    sectorPoints(Math.PI - angle, sharpness),
    sectorPoints(angle, sharpness),
  ];
  addSector(out, slope, deviations, { points: same, signs: [1, 1] });
  addSector(out, slope, deviations, { points: same, signs: [-1, -1] });
  addSector(out, slope, deviations, { points: different, signs: [1, -1] });
  addSector(out, slope, deviations, { points: different, signs: [-1, 1] });
  return out;
}

interface Sector {
  readonly points: readonly SectorPoint[];
  readonly signs: readonly [number, number];
}

function addSector(
  out: Float64Array,
  slope: (x: number) => number,
  deviations: readonly number[],
  { points, signs: [first, second] }: Sector,
): void {
  const n = deviations.length;
  for (const { sine, other, weight } of points) {
    const factor = weight / (2 * Math.PI);
    const rows = deviations.map((g) => RADII.map((r) => slope(first * g * r * sine)));
    const columns = deviations.map((g) =>
      RADII.map((r, k) => factor * (WEIGHTS[k] as number) * slope(second * g * r * other)),
    );
    rows.forEach((row, i) => {
      columns.forEach((column, j) => {
        let sum = 0;
        for (let k = 0; k < row.length; k++) sum += (row[k] as number) * (column[k] as number);
        out[i * n + j] = (out[i * n + j] as number) + sum;
      });
    });
  }
}
