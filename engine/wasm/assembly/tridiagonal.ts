// Householder tridiagonalisation of a symmetric matrix of doubles, a panel of columns at a time: the
// upper triangle of a row-major matrix holds it, and its finished rows hold the reflectors, zeros before
// them. (Dongarra, Sorensen & Hammarling 1989; the panel's method is that of LAPACK's latrd.)
import { axpy, axpy2, dot, reflect, scale } from "./shared/vector";
import { madd64 } from "./shared/variant";

/** y = A x for the n × n matrix whose upper triangle is at `a`: one pass over it serves both halves. */
export function symmetricTimes(a: usize, stride: usize, n: i32, x: usize, y: usize): void {
  memory.fill(y, 0, <usize>n << 3);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    fourRows(a + <usize>i * (stride + 8), stride, n - i, x + (<usize>i << 3), y + (<usize>i << 3));
  }
  for (; i < n; i++) {
    oneRow(a + <usize>i * (stride + 8), n - i, x + (<usize>i << 3), y + (<usize>i << 3));
  }
}

// @ts-ignore: decorator
@inline
function oneRow(a: usize, n: i32, x: usize, y: usize): void {
  const sum = dot(a, x, n);
  axpy(load<f64>(x), a + 8, y + 8, n - 1);
  store<f64>(y, load<f64>(y) + sum);
}

/** Rows 0 … 3 of the triangle at `a`, n ≥ 4 columns: their own sums, and what they add to later rows. */
function fourRows(a: usize, stride: usize, n: i32, x: usize, y: usize): void {
  corner(a, stride, x, y);
  const x0 = v128.load64_splat(x), x1 = v128.load64_splat(x, 8);
  const x2 = v128.load64_splat(x, 16), x3 = v128.load64_splat(x, 24);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  let r0 = a + 32, r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
  let xs = x + 32, ys = y + 32;
  let left = n - 4;
  while (left >= 2) {
    const xv = v128.load(xs);
    let yv = v128.load(ys);
    const a0 = v128.load(r0);
    s0 = madd64(a0, xv, s0);
    yv = madd64(a0, x0, yv);
    const a1 = v128.load(r1);
    s1 = madd64(a1, xv, s1);
    yv = madd64(a1, x1, yv);
    const a2 = v128.load(r2);
    s2 = madd64(a2, xv, s2);
    yv = madd64(a2, x2, yv);
    const a3 = v128.load(r3);
    s3 = madd64(a3, xv, s3);
    yv = madd64(a3, x3, yv);
    v128.store(ys, yv);
    r0 += 16;
    r1 += 16;
    r2 += 16;
    r3 += 16;
    xs += 16;
    ys += 16;
    left -= 2;
  }
  addTo(y, s0);
  addTo(y + 8, s1);
  addTo(y + 16, s2);
  addTo(y + 24, s3);
  if (left > 0) {
    for (let k: usize = 0; k < 4; k++) {
      const value = load<f64>(r0 + k * stride);
      const own = y + (k << 3);
      store<f64>(own, load<f64>(own) + value * load<f64>(xs));
      store<f64>(ys, load<f64>(ys) + value * load<f64>(x + (k << 3)));
    }
  }
}

// @ts-ignore: decorator
@inline
function addTo(y: usize, sums: v128): void {
  store<f64>(y, load<f64>(y) + f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1));
}

/** The triangle of four rows on the diagonal. */
function corner(a: usize, stride: usize, x: usize, y: usize): void {
  for (let i: usize = 0; i < 4; i++) {
    const row = a + i * stride, own = y + (i << 3);
    store<f64>(own, load<f64>(own) + load<f64>(row + (i << 3)) * load<f64>(x + (i << 3)));
    for (let j = i + 1; j < 4; j++) {
      const value = load<f64>(row + (j << 3)), other = y + (j << 3);
      store<f64>(own, load<f64>(own) + value * load<f64>(x + (j << 3)));
      store<f64>(other, load<f64>(other) + value * load<f64>(x + (i << 3)));
    }
  }
}

/**
 * Column j of a panel that began at column `first`. Row j of A becomes reflector v; its row of W, w, is
 * such that A − V Wᵀ − W Vᵀ is what is left of the matrix. Writes d_j, e_j, τ_j.
 */
export function tridiagonalColumn(
  a: usize, stride: usize, n: i32, first: i32, j: i32, w: usize, d: usize, e: usize, tau: usize,
): void {
  const row = a + <usize>j * stride;
  const before = j - first;
  const own = <usize>j << 3;
  for (let p = 0; p < before; p++) {
    const v = a + <usize>(first + p) * stride + own, u = w + <usize>p * stride + own;
    axpy2(-load<f64>(v), u, -load<f64>(u), v, row + own, n - j);
  }
  store<f64>(d + own, load<f64>(row + own));
  memory.fill(row, 0, own + 8);
  const u = w + <usize>before * stride;
  memory.fill(u, 0, own + 8);
  const rest = n - j - 1;
  if (rest == 0) return;
  const v = row + own + 8, y = u + own + 8;
  const factor = reflect(v, rest, e + own);
  store<f64>(tau + own, factor);
  symmetricTimes(a + <usize>(j + 1) * (stride + 8), stride, rest, v, y);
  for (let p = 0; p < before; p++) {
    const vp = a + <usize>(first + p) * stride + own + 8, up = w + <usize>p * stride + own + 8;
    axpy2(-dot(up, v, rest), vp, -dot(vp, v, rest), up, y, rest);
  }
  scale(factor, y, rest);
  axpy(-0.5 * factor * dot(y, v, rest), v, y, rest);
}
