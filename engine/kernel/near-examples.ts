import { NDArray } from "../array/ndarray.js";
import { matmul } from "../linalg/matmul.js";
import type { Examples } from "./inputs.js";
import { measureRows, writeUnitRows } from "./unit-rows.js";

/** Two examples that point nearly the same or the opposite way. */
export interface NearPair {
  readonly row: number;
  readonly column: number;
  /** −1 where they are nearly opposite. */
  readonly sign: number;
  /** Roots of their mean squares. */
  readonly lengths: readonly [number, number];
  /** h = (1 − |c|)/2 of their correlation, from their difference. */
  readonly complement: number;
}

/** Rows of a strip whose correlations are looked at together. */
const STRIP = 256;

/**
 * The pairs of examples whose complements are at most `most`. `second` is null for pairs within the first, each
 * once, the larger number first.
 */
export function nearExamples(
  first: Examples,
  second: Examples | null,
  most: number,
): readonly NearPair[] {
  const a = unitRows("x1", first);
  const b = second === null ? a : unitRows("x2", second);
  const limit = 1 - 2 * most - ROUNDING;
  const pairs: NearPair[] = [];
  for (let start = 0; start < a.count; start += STRIP) {
    const rows = Math.min(STRIP, a.count - start);
    const columns = second === null ? start + rows : b.count;
    const correlations = matmul(part(a, start, rows), part(b, 0, columns), { transposeB: true });
    correlations.data.forEach((c, at) => {
      const [row, column] = [start + Math.floor(at / columns), at % columns];
      if (Math.abs(c) < limit || (second === null && column >= row)) return;
      const sign = Math.sign(c);
      const complement = complementOf(a, b, { row, column, sign });
      if (complement > most) return;
      const lengths = [a.lengths[row] as number, b.lengths[column] as number] as const;
      pairs.push({ row, column, sign, lengths, complement });
    });
  }
  return pairs;
}

/** What inner products of unit rows may be off by, generously. */
const ROUNDING = 1e-9;

interface UnitRows {
  readonly data: Float64Array;
  readonly count: number;
  readonly features: number;
  readonly lengths: Float64Array;
}

function unitRows(argument: string, { data, count, pixels, channels }: Examples): UnitRows {
  const features = pixels * channels;
  const measures = measureRows(argument, data, { count, features, dtype: "float64" });
  const unit = new Float64Array(count * features);
  writeUnitRows(data, features, measures, unit, features);
  return { data: unit, count, features, lengths: measures.variances.map(Math.sqrt) };
}

function part({ data, features }: UnitRows, start: number, rows: number) {
  const own = data.subarray(start * features, (start + rows) * features);
  return new NDArray(own, [rows, features], "float64");
}

/** h = |u − u′|²/4, u′ turned where they are opposite. */
function complementOf(
  a: UnitRows,
  b: UnitRows,
  { row, column, sign }: { row: number; column: number; sign: number },
): number {
  const { features } = a;
  let squares = 0;
  for (let k = 0; k < features; k++) {
    const u = a.data[row * features + k] as number;
    const v = b.data[column * features + k] as number;
    squares += (u - sign * v) ** 2;
  }
  return squares / 4;
}
