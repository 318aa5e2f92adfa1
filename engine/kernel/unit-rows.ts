import type { TypedData, FloatDtype } from "../array/dtype.js";
import { DomainError } from "../errors.js";

/** A matrix's rows as directions and lengths. */
export interface RowMeasures {
  /** Mean square of each row: its input covariance x·x/d. */
  readonly variances: Float64Array;
  /** 1/|x| of each row times its power of two below; 0 for a row of zeros. */
  readonly inverseNorms: Float64Array;
  /** A power of two that keeps squares in range; 1 for ordinary numbers. */
  readonly scales: Float64Array;
}

/** Sums of squares in between lose no digits to underflow. */
const SAFE = { least: 1e-200, most: 1e300 };

/** The largest value of each dtype. */
export const LARGEST: Readonly<Record<FloatDtype, number>> = {
  float64: Number.MAX_VALUE,
  float32: 3.4028234663852886e38,
};

/**
 * Lengths of all rows.
 *
 * @throws {@link DomainError} naming the argument, row and column of a NaN or an infinity, or the row
 *   whose mean square leaves the dtype's range.
 */
export function measureRows(
  argument: string,
  x: TypedData,
  { count, features, dtype }: { count: number; features: number; dtype: FloatDtype },
): RowMeasures {
  const variances = new Float64Array(count);
  const inverseNorms = new Float64Array(count);
  const scales = new Float64Array(count).fill(1);
  for (let row = 0; row < count; row++) {
    const start = row * features;
    let squares = sumOfSquares(x, start, start + features, 1);
    if (!(squares >= SAFE.least && squares <= SAFE.most)) {
      scales[row] = safeScale(argument, row, x.subarray(start, start + features));
      squares = sumOfSquares(x, start, start + features, scales[row] as number);
    }
    const norm = Math.sqrt(squares);
    inverseNorms[row] = norm === 0 ? 0 : 1 / norm;
    variances[row] = squares / features / (scales[row] as number) / (scales[row] as number);
    if ((variances[row] as number) > LARGEST[dtype]) {
      throw new DomainError(
        `kernel: the mean square of row ${row} of ${argument} is beyond ${dtype}; scale the data down`,
      );
    }
  }
  return { variances, inverseNorms, scales };
}

function sumOfSquares(x: TypedData, start: number, end: number, scale: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) {
    const value = (x[i] as number) * scale;
    sum += value * value;
  }
  return sum;
}

/** A power of two that brings the largest entry near 1. */
function safeScale(argument: string, row: number, x: TypedData): number {
  const column = x.findIndex((value) => !Number.isFinite(value));
  if (column >= 0) {
    throw new DomainError(
      `kernel: ${argument}[${row}, ${column}] is ${x[column] as number}; inputs must be finite: drop or fill such rows`,
    );
  }
  let largest = 0;
  for (const value of x) largest = Math.max(largest, Math.abs(value));
  return largest === 0 ? 1 : 2 ** -Math.max(-1000, Math.min(1000, Math.ceil(Math.log2(largest))));
}

/** Writes rows divided by their lengths, `stride` entries apart, padded with zeros. */
export function writeUnitRows(
  x: TypedData,
  features: number,
  { inverseNorms, scales }: RowMeasures,
  out: Float64Array | Float32Array,
  stride: number,
): void {
  inverseNorms.forEach((inverseNorm, row) => {
    const scale = scales[row] as number;
    const source = row * features;
    const target = row * stride;
    for (let k = 0; k < features; k++) {
      out[target + k] = (x[source + k] as number) * scale * inverseNorm;
    }
    out.fill(0, target + features, target + stride);
  });
}
