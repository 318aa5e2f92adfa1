// Householder QR of a narrow panel of doubles. Columns of the matrix are rows here, so that everything
// runs along memory.
import { axpy, dot, reflect } from "./shared/vector";

/**
 * Columns [first, end) of a matrix with m rows: column j becomes the reflector v_j, zeros before it; what
 * stood above it and its new diagonal element become column j of R.
 */
export function reflectPanel(
  a: usize, stride: usize, m: i32, first: i32, end: i32, r: usize, rStride: usize, factors: usize,
): void {
  for (let j = first; j < end; j++) {
    const column = a + <usize>j * stride, own = <usize>j << 3;
    const target = r + <usize>j * rStride;
    memory.copy(target, column, own);
    memory.fill(column, 0, own);
    const factor = reflect(column + own, m - j, target + own);
    store<f64>(factors + own, factor);
    if (factor == 0) continue;
    for (let k = j + 1; k < end; k++) {
      const other = a + <usize>k * stride + own;
      axpy(-factor * dot(column + own, other, m - j), column + own, other, m - j);
    }
  }
}
