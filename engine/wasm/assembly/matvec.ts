// Products with one vector. Each element's sum runs over the products in their order, as in the
// micro-kernels, so that its bits are those of the product with more than one vector.
import { madd } from "./shared/lanes";

/** Σᵢ wᵢ aᵢ of `rows` rows aᵢ, for `columns` columns. */
// @ts-ignore: decorator
@inline
export function weightedRows<T>(to: usize, a: usize, stride: usize, rows: i32, columns: i32, w: usize): void {
  memory.fill(to, 0, <usize>columns * sizeof<T>());
  let row = a, i = 0;
  for (; i + 4 <= rows; i += 4) {
    addFour<T>(to, row, stride, columns, w + <usize>i * sizeof<T>());
    row += stride << 2;
  }
  for (; i < rows; i++) {
    addOne<T>(to, row, columns, w + <usize>i * sizeof<T>());
    row += stride;
  }
}

// @ts-ignore: decorator
@inline
function addFour<T>(to: usize, a: usize, stride: usize, columns: i32, w: usize): void {
  const b = a + stride, c = b + stride, d = c + stride, size = sizeof<T>();
  const w0 = v128.splat<T>(load<T>(w)), w1 = v128.splat<T>(load<T>(w + size));
  const w2 = v128.splat<T>(load<T>(w + 2 * size)), w3 = v128.splat<T>(load<T>(w + 3 * size));
  const end = <usize>columns * size, whole = end & ~15;
  let j: usize = 0;
  for (; j < whole; j += 16) {
    let sum = madd<T>(w0, v128.load(a + j), v128.load(to + j));
    sum = madd<T>(w1, v128.load(b + j), sum);
    sum = madd<T>(w2, v128.load(c + j), sum);
    v128.store(to + j, madd<T>(w3, v128.load(d + j), sum));
  }
  for (; j < end; j += size) {
    let sum = madd<T>(w0, v128.splat<T>(load<T>(a + j)), v128.splat<T>(load<T>(to + j)));
    sum = madd<T>(w1, v128.splat<T>(load<T>(b + j)), sum);
    sum = madd<T>(w2, v128.splat<T>(load<T>(c + j)), sum);
    store<T>(to + j, v128.extract_lane<T>(madd<T>(w3, v128.splat<T>(load<T>(d + j)), sum), 0));
  }
}

// @ts-ignore: decorator
@inline
function addOne<T>(to: usize, a: usize, columns: i32, w: usize): void {
  const size = sizeof<T>(), w0 = v128.splat<T>(load<T>(w));
  const end = <usize>columns * size, whole = end & ~15;
  let j: usize = 0;
  for (; j < whole; j += 16) v128.store(to + j, madd<T>(w0, v128.load(a + j), v128.load(to + j)));
  for (; j < end; j += size) {
    const sum = madd<T>(w0, v128.splat<T>(load<T>(a + j)), v128.splat<T>(load<T>(to + j)));
    store<T>(to + j, v128.extract_lane<T>(sum, 0));
  }
}

/** aᵢ · x of `rows` rows aᵢ: a vector holds the sums of as many rows as it has elements. */
// @ts-ignore: decorator
@inline
export function rowDots<T>(to: usize, a: usize, stride: usize, rows: i32, columns: i32, x: usize): void {
  const lanes = 16 / <i32>sizeof<T>();
  for (let first = 0; first < rows; first += lanes) {
    // Rows beyond the last are the last: their sums are not stored.
    const left = rows - first, row = a + <usize>first * stride;
    const b = row + stride * <usize>min(1, left - 1);
    const sums = sizeof<T>() == 8
      ? dots64(row, b, columns, x)
      : dots32(row, b, row + stride * <usize>min(2, left - 1), row + stride * <usize>min(3, left - 1), columns, x);
    if (left >= lanes) v128.store(to, sums);
    else storeFirst<T>(to, sums, left);
    to += 16;
  }
}

/** The first elements of a vector, fewer than all. */
// @ts-ignore: decorator
@inline
function storeFirst<T>(to: usize, v: v128, count: i32): void {
  store<T>(to, v128.extract_lane<T>(v, 0));
  if (sizeof<T>() == 8 || count == 1) return;
  v128.store32_lane(to, v, 1, 4);
  if (count > 2) v128.store32_lane(to, v, 2, 8);
}

// @ts-ignore: decorator
@inline
function dots64(a: usize, b: usize, columns: i32, x: usize): v128 {
  let sums = f64x2.splat(0), k = columns;
  for (; k >= 2; k -= 2) {
    const p = v128.load(a), q = v128.load(b);
    sums = madd<f64>(v128.shuffle<f64>(p, q, 0, 2), v128.load64_splat(x), sums);
    sums = madd<f64>(v128.shuffle<f64>(p, q, 1, 3), v128.load64_splat(x, 8), sums);
    a += 16;
    b += 16;
    x += 16;
  }
  if (k == 0) return sums;
  const last = v128.load64_lane(b, v128.load64_zero(a), 1);
  return madd<f64>(last, v128.load64_splat(x), sums);
}

// @ts-ignore: decorator
@inline
function dots32(a: usize, b: usize, c: usize, d: usize, columns: i32, x: usize): v128 {
  let sums = f32x4.splat(0), k = columns;
  for (; k >= 4; k -= 4) {
    const p = v128.load(a), q = v128.load(b), r = v128.load(c), s = v128.load(d);
    const low = v128.shuffle<f32>(p, q, 0, 4, 1, 5), low2 = v128.shuffle<f32>(r, s, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(p, q, 2, 6, 3, 7), high2 = v128.shuffle<f32>(r, s, 2, 6, 3, 7);
    sums = madd<f32>(v128.shuffle<f64>(low, low2, 0, 2), v128.load32_splat(x), sums);
    sums = madd<f32>(v128.shuffle<f64>(low, low2, 1, 3), v128.load32_splat(x, 4), sums);
    sums = madd<f32>(v128.shuffle<f64>(high, high2, 0, 2), v128.load32_splat(x, 8), sums);
    sums = madd<f32>(v128.shuffle<f64>(high, high2, 1, 3), v128.load32_splat(x, 12), sums);
    a += 16;
    b += 16;
    c += 16;
    d += 16;
    x += 16;
  }
  for (; k > 0; k--) {
    const two = v128.load32_lane(b, v128.load32_zero(a), 1);
    const four = v128.load32_lane(d, v128.load32_lane(c, two, 2), 3);
    sums = madd<f32>(four, v128.load32_splat(x), sums);
    a += 4;
    b += 4;
    c += 4;
    d += 4;
    x += 4;
  }
  return sums;
}
