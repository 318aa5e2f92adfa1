// The innermost steps of Gaussian elimination on row-major matrices of doubles.
import { axpy } from "./shared/vector";

function swapRows(x: usize, y: usize, length: i32): void {
  for (let k = 0; k < length; k++) {
    const value = load<f64>(x);
    store<f64>(x, load<f64>(y));
    store<f64>(y, value);
    x += 8;
    y += 8;
  }
}

/** The first row from `from` on with the largest |a_ij|. */
function pivotRow(column: usize, stride: usize, from: i32, rows: i32): i32 {
  let best = from;
  let largest = -1.0;
  for (let i = from; i < rows; i++) {
    const size = abs(load<f64>(column + <usize>i * stride));
    if (size > largest) {
      largest = size;
      best = i;
    }
  }
  return best;
}

/**
 * P A = L U for a narrow matrix, in place, with partial pivoting: row j was exchanged with row
 * j + pivots[j] (int32). A column without a pivot is left as it is.
 */
export function eliminatePanel(
  a: usize, stride: usize, rows: i32, columns: i32, pivots: usize,
): void {
  const steps = min(rows, columns);
  for (let j = 0; j < steps; j++) {
    const row = a + <usize>j * stride, column = a + (<usize>j << 3);
    const best = pivotRow(column, stride, j, rows);
    store<i32>(pivots + (<usize>j << 2), best - j);
    if (best != j) swapRows(row, a + <usize>best * stride, columns);
    const pivot = load<f64>(row + (<usize>j << 3));
    if (pivot == 0) continue;
    for (let i = j + 1; i < rows; i++) {
      const at = column + <usize>i * stride;
      const factor = load<f64>(at) / pivot;
      store<f64>(at, factor);
      if (factor != 0) axpy(-factor, row + (<usize>(j + 1) << 3), at + 8, columns - j - 1);
    }
  }
}

/** Row j was exchanged with row j + pivots[j], j = 0 … count − 1 in order: the same for other columns. */
export function exchangeRows(a: usize, stride: usize, length: i32, pivots: usize, count: i32): void {
  for (let j = 0; j < count; j++) {
    const offset = load<i32>(pivots + (<usize>j << 2)), row = a + <usize>j * stride;
    if (offset != 0) swapRows(row, row + <usize>offset * stride, length);
  }
}

// @ts-ignore: decorator
@inline
function finishRow(t: usize, b: usize, columns: i32, unit: bool): void {
  if (unit) return;
  const pivot = load<f64>(t);
  for (let k = 0; k < columns; k++) {
    store<f64>(b, load<f64>(b) / pivot);
    b += 8;
  }
}

/** T X = B in place for a small lower triangle; its rows and columns have strides of their own. */
export function substituteLower(
  t: usize, rowStride: usize, columnStride: usize, n: i32, unit: bool, b: usize, stride: usize, columns: i32,
): void {
  for (let i = 0; i < n; i++) {
    const row = t + <usize>i * rowStride, x = b + <usize>i * stride;
    for (let k = 0; k < i; k++) {
      axpy(-load<f64>(row + <usize>k * columnStride), b + <usize>k * stride, x, columns);
    }
    finishRow(row + <usize>i * columnStride, x, columns, unit);
  }
}

/** The same for an upper triangle. */
export function substituteUpper(
  t: usize, rowStride: usize, columnStride: usize, n: i32, unit: bool, b: usize, stride: usize, columns: i32,
): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = t + <usize>i * rowStride, x = b + <usize>i * stride;
    for (let k = i + 1; k < n; k++) {
      axpy(-load<f64>(row + <usize>k * columnStride), b + <usize>k * stride, x, columns);
    }
    finishRow(row + <usize>i * columnStride, x, columns, unit);
  }
}
