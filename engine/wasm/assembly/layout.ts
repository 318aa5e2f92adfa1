// Moving whole matrices of doubles inside the shared memory: squares at a time, so that cache lines are
// used whole on both sides.

/** Side of a square. */
const SQUARE: i32 = 16;

/** Rows `order[i]` (int32) of a matrix become columns i of another. */
export function transposeRows(
  to: usize, toStride: usize, from: usize, stride: usize, order: usize, rows: i32, columns: i32,
): void {
  for (let i = 0; i < rows; i += SQUARE) {
    const end = min(rows, i + SQUARE);
    for (let j = 0; j < columns; j += SQUARE) {
      const last = min(columns, j + SQUARE);
      for (let p = i; p < end; p++) {
        const row = from + <usize>load<i32>(order + (<usize>p << 2)) * stride;
        let target = to + <usize>j * toStride + (<usize>p << 3);
        for (let q = j; q < last; q++) {
          store<f64>(target, load<f64>(row + (<usize>q << 3)));
          target += toStride;
        }
      }
    }
  }
}

/** The upper triangle becomes that of (A + Aᵀ)/2 times two factors, powers of two. */
export function symmetrise(a: usize, stride: usize, n: i32, factor: f64, other: f64): void {
  for (let i = 0; i < n; i += SQUARE) {
    const end = min(n, i + SQUARE);
    for (let j = i; j < n; j += SQUARE) {
      const last = min(n, j + SQUARE);
      for (let p = i; p < end; p++) {
        for (let q = max(j, p); q < last; q++) {
          const at = a + <usize>p * stride + (<usize>q << 3);
          const upper = load<f64>(at) * factor * other;
          const lower = load<f64>(a + <usize>q * stride + (<usize>p << 3)) * factor * other;
          store<f64>(at, 0.5 * upper + 0.5 * lower);
        }
      }
    }
  }
}

/** Rows x and y become c x + s y and c y − s x. */
export function rotatePair(x: usize, y: usize, length: i32, cosine: f64, sine: f64): void {
  const c = f64x2.splat(cosine), s = f64x2.splat(sine);
  let left = length;
  while (left >= 2) {
    const p = v128.load(x), q = v128.load(y);
    v128.store(x, f64x2.add(f64x2.mul(c, p), f64x2.mul(s, q)));
    v128.store(y, f64x2.sub(f64x2.mul(c, q), f64x2.mul(s, p)));
    x += 16;
    y += 16;
    left -= 2;
  }
  if (left > 0) {
    const p = load<f64>(x), q = load<f64>(y);
    store<f64>(x, cosine * p + sine * q);
    store<f64>(y, cosine * q - sine * p);
  }
}
