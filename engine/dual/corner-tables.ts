// What engine/wasm/assembly/shared/tile-corners.ts reads of every row.
import { erf } from "../special/error-functions.js";
import { chebyshevCoefficients, chebyshevPoints } from "./chebyshev.js";
import { gridOver, interpolatedRows, type Axis } from "./interpolation.js";
import { gaussLegendre } from "./quadrature.js";
import { powersOf } from "./table.js";

const TERMS = 13;
/** Pieces [k, k + 1] of z, and three of 24/z behind. */
const PIECES = 8;
const BEHIND = 3;
const NUMBERS = 2 * TERMS * (PIECES + BEHIND);
/** Chebyshev's points of a piece in ascending order, and a rule from one to the next. */
const POINTS = chebyshevPoints(TERMS).reverse();
const STEP = gaussLegendre(6);

const HALF_ERF = Array.from({ length: PIECES }, (_, piece) =>
  Array.from(POINTS, (t) => erf((piece + (1 + t) / 2) * Math.SQRT1_2).item() / 2),
);

/** Thresholds up to here are interpolated in b, of which V and E are entire functions; others in 1/b. */
const SPLIT = 9;

const IN_THRESHOLDS: Axis = {
  position: thresholdOf,
  variance: (b) => 1 / (b * b),
  points: (length) => 18 + Math.ceil(4 * length),
};
const IN_DEVIATIONS: Axis = {
  position: (variance) => 1 / thresholdOf(variance),
  variance: (g) => g * g,
  points: () => 28,
};

/** For every row the polynomials of V(b, z) and E(b, z), b = 1/√variance, one row's after the other's. */
export function cornerTables(variances: Float64Array): Float64Array {
  const out = new Float64Array(variances.length * NUMBERS);
  const rows = Array.from(variances.keys());
  const isFar = (row: number) => thresholdOf(variances[row] as number) > SPLIT;
  write(out, variances, { rows: rows.filter((row) => !isFar(row)), axis: IN_THRESHOLDS });
  write(out, variances, { rows: rows.filter(isFar), axis: IN_DEVIATIONS });
  return out;
}

function write(
  out: Float64Array,
  variances: Float64Array,
  { rows, axis }: { rows: readonly number[]; axis: Axis },
): void {
  if (rows.length === 0) return;
  const own = Float64Array.from(rows, (row) => Math.max(variances[row] as number, FARTHEST ** -2));
  const grid = gridOver(own, axis);
  const tables = grid.variances.map((variance) => cornerTable(thresholdOf(variance)));
  const found = interpolatedRows(grid, own, tables);
  rows.forEach((row, k) => {
    out.set(found.subarray(k * NUMBERS, (k + 1) * NUMBERS), row * NUMBERS);
  });
}

function cornerTable(b: number): Float64Array {
  const density = Math.exp((-b * b) / 2) / Math.sqrt(2 * Math.PI);
  const out = new Float64Array(NUMBERS);
  let [z, v] = [0, 0];
  HALF_ERF.forEach((halves, piece) => {
    const samples = Array.from(POINTS, (t, k) => {
      const next = piece + (1 + t) / 2;
      v += cornerShare(b, z, next);
      z = next;
      return Float64Array.of(v, density * (halves[k] as number));
    }).reverse();
    out.set(powersOf(chebyshevCoefficients(samples)), piece * 2 * TERMS);
  });
  const whole = erf(b * Math.SQRT1_2).item() / 4;
  for (let piece = 0; piece < BEHIND; piece++) {
    const samples = Array.from(POINTS, (t) => {
      const inverse = (BEHIND - piece - (1 + t) / 2) / 24;
      const short = b > SPLIT ? 0 : Math.atan(b * inverse) / (2 * Math.PI);
      return Float64Array.of(whole - short, density / 2);
    }).reverse();
    out.set(powersOf(chebyshevCoefficients(samples)), (PIECES + piece) * 2 * TERMS);
  }
  return out;
}

/** Thresholds beyond which nothing lies. */
const FARTHEST = 1000;

function thresholdOf(variance: number): number {
  return Math.min(FARTHEST, 1 / Math.sqrt(variance));
}

/** b/2π ∫ (1 − e^(−(s² + b²)/2))/(s² + b²) ds from one z to another. */
function cornerShare(b: number, from: number, to: number): number {
  const sum = STEP.nodes.reduce((total, x, k) => {
    const square = (from + (to - from) * x) ** 2 + b * b;
    return total - ((STEP.weights[k] as number) * Math.expm1(-square / 2)) / square;
  }, 0);
  return (b * (to - from) * sum) / (2 * Math.PI);
}
