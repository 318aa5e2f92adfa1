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

/**
 * The triangle T of I − V T Vᵀ = H_0 ⋯ H_{k−1} from the Gram matrix G = Vᵀ V: t_jj = τ_j,
 * T_{<j, j} = −τ_j T_{<j, <j} G_{<j, j}; zeros below it.
 */
export function reflectorTriangle(t: usize, gram: usize, stride: usize, k: i32, factors: usize): void {
  for (let j = 0; j < k; j++) {
    const factor = load<f64>(factors + (<usize>j << 3));
    for (let i = 0; i < k; i++) {
      const row = t + <usize>i * stride;
      let value = i == j ? factor : 0.0;
      if (i < j) {
        // G is symmetric: its row j stands for its column j.
        const other = gram + <usize>j * stride;
        value = -factor * dot(row + (<usize>i << 3), other + (<usize>i << 3), j - i);
      }
      store<f64>(row + (<usize>j << 3), value);
    }
  }
}
