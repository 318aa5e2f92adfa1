// Householder bidiagonalisation of a square matrix of doubles, a panel of columns and rows at a time
// (Dongarra, Sorensen & Hammarling 1989; the panel's method is that of LAPACK's labrd), and rotations of
// rows. Reflectors, X and Y are rows, zero before their first element.
import { axpy, axpy2, dot, reflect, scale } from "./shared/vector";
import { madd64 } from "./shared/variant";

/** y += Aᵀ x over `rows` rows of `columns`: four rows at a time. */
function addTransposed(a: usize, stride: usize, rows: i32, columns: i32, x: usize, y: usize): void {
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    const r0 = a + <usize>i * stride, r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
    const at = x + (<usize>i << 3);
    const x0 = v128.load64_splat(at), x1 = v128.load64_splat(at, 8);
    const x2 = v128.load64_splat(at, 16), x3 = v128.load64_splat(at, 24);
    let offset: usize = 0, left = columns;
    while (left >= 2) {
      let sum = v128.load(y + offset);
      sum = madd64(x0, v128.load(r0 + offset), sum);
      sum = madd64(x1, v128.load(r1 + offset), sum);
      sum = madd64(x2, v128.load(r2 + offset), sum);
      sum = madd64(x3, v128.load(r3 + offset), sum);
      v128.store(y + offset, sum);
      offset += 16;
      left -= 2;
    }
    if (left > 0) {
      let sum = load<f64>(y + offset);
      sum += load<f64>(at) * load<f64>(r0 + offset) + load<f64>(at, 8) * load<f64>(r1 + offset);
      sum += load<f64>(at, 16) * load<f64>(r2 + offset) + load<f64>(at, 24) * load<f64>(r3 + offset);
      store<f64>(y + offset, sum);
    }
  }
  for (; i < rows; i++) axpy(load<f64>(x + (<usize>i << 3)), a + <usize>i * stride, y, columns);
}

/** y = A x. */
function times(a: usize, stride: usize, rows: i32, columns: i32, x: usize, y: usize): void {
  for (let i = 0; i < rows; i++) {
    store<f64>(y + (<usize>i << 3), dot(a + <usize>i * stride, x, columns));
  }
}

/**
 * Column and row i of a panel that began at `first`: A − Uᵀ Y − Xᵀ V is what is left of the matrix. Writes
 * d_i, e_i and the reflectors' factors.
 */
export function bidiagonalColumn(
  a: usize, stride: usize, n: i32, first: i32, i: i32, u: usize, v: usize, x: usize, y: usize,
  d: usize, e: usize, uFactors: usize, vFactors: usize,
): void {
  const own = <usize>i << 3, before = i - first, next = own + 8, rest = n - i - 1;
  const ui = u + <usize>i * stride, vi = v + <usize>i * stride;
  const xi = x + <usize>before * stride, yi = y + <usize>before * stride;
  memory.fill(ui, 0, own);
  for (let r = i; r < n; r++) {
    store<f64>(ui + (<usize>r << 3), load<f64>(a + <usize>r * stride + own));
  }
  for (let p = 0; p < before; p++) {
    const up = u + <usize>(first + p) * stride + own, vp = v + <usize>(first + p) * stride + own;
    const xp = x + <usize>p * stride + own, yp = y + <usize>p * stride + own;
    axpy2(-load<f64>(yp), up, -load<f64>(vp), xp, ui + own, n - i);
  }
  const left = reflect(ui + own, n - i, d + own);
  store<f64>(uFactors + own, left);
  memory.fill(vi, 0, next);
  memory.fill(xi, 0, next);
  memory.fill(yi, 0, next);
  if (rest == 0) return;
  const at = a + <usize>i * stride + next;
  memory.fill(yi + next, 0, <usize>rest << 3);
  addTransposed(at, stride, n - i, rest, ui + own, yi + next);
  for (let p = 0; p < before; p++) {
    const up = u + <usize>(first + p) * stride + own, vp = v + <usize>(first + p) * stride + next;
    const xp = x + <usize>p * stride + own, yp = y + <usize>p * stride + next;
    axpy2(-dot(up, ui + own, n - i), yp, -dot(xp, ui + own, n - i), vp, yi + next, rest);
  }
  scale(left, yi + next, rest);
  memory.copy(vi + next, at, <usize>rest << 3);
  for (let p = 0; p < before; p++) {
    const up = u + <usize>(first + p) * stride + own, vp = v + <usize>(first + p) * stride + next;
    const xp = x + <usize>p * stride + own, yp = y + <usize>p * stride + next;
    axpy2(-load<f64>(up), yp, -load<f64>(xp), vp, vi + next, rest);
  }
  axpy(-1, yi + next, vi + next, rest);
  const right = reflect(vi + next, rest, e + own);
  store<f64>(vFactors + own, right);
  times(at + stride, stride, rest, rest, vi + next, xi + next);
  for (let p = 0; p < before; p++) {
    const up = u + <usize>(first + p) * stride + next, vp = v + <usize>(first + p) * stride + next;
    const xp = x + <usize>p * stride + next, yp = y + <usize>p * stride + next;
    axpy2(-dot(yp, vi + next, rest), up, -dot(vp, vi + next, rest), xp, xi + next, rest);
  }
  axpy(-dot(yi + next, vi + next, rest), ui + next, xi + next, rest);
  scale(right, xi + next, rest);
}

/** Bytes of a rotation in a list: cosine, sine, row. */
const ROTATION: usize = 24;

/**
 * Applies `count` rotations in order: rows r and r + 1 become c x + s y and c y − s x, in `columns` columns (an
 * even number).
 */
export function rotateRows(rows: usize, stride: usize, columns: i32, list: usize, count: i32): void {
  for (let k = 0; k < count; k++) {
    const cosine = v128.load64_splat(list), sine = v128.load64_splat(list, 8);
    let p = rows + <usize>load<f64>(list, 16) * stride, q = p + stride;
    let left = columns;
    while (left > 0) {
      const x = v128.load(p), y = v128.load(q);
      v128.store(p, madd64(cosine, x, f64x2.mul(sine, y)));
      v128.store(q, f64x2.sub(f64x2.mul(cosine, y), f64x2.mul(sine, x)));
      p += 16;
      q += 16;
      left -= 2;
    }
    list += ROTATION;
  }
}
