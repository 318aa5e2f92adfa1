// Folds of many numbers into one, with the bits of those in engine/wasm/folds.ts.

/** Below this many terms the rounding of a plain loop is harmless. */
const LEAF: i32 = 64;

/** Leaves that are added up side by side: an addition waits for the one before, but not for its neighbours. */
const LEAVES: i32 = 8;

/** Σ in double precision, by halves. */
export function treeSum<T>(a: usize, count: i32): f64 {
  if (count == LEAVES * LEAF) return sumOfLeaves<T>(a);
  if (count > LEAF) {
    const left = leftBranch(count);
    return treeSum<T>(a, left) + treeSum<T>(a + <usize>left * sizeof<T>(), count - left);
  }
  let total: f64 = 0;
  for (let i = 0; i < count; i++) total += <f64>load<T>(a + <usize>i * sizeof<T>());
  return total;
}

/** How many of more than LEAF terms are added up first: the largest LEAF·2ᵏ below. */
// @ts-ignore: decorator
@inline
function leftBranch(count: i32): i32 {
  return LEAF << (31 - clz((count - 1) / LEAF));
}

// @ts-ignore: decorator
@inline
function sumOfLeaves<T>(a: usize): f64 {
  const leaf: usize = LEAF * sizeof<T>(), end = a + leaf;
  let s0: f64 = 0, s1: f64 = 0, s2: f64 = 0, s3: f64 = 0, s4: f64 = 0, s5: f64 = 0, s6: f64 = 0, s7: f64 = 0;
  for (; a < end; a += sizeof<T>()) {
    s0 += <f64>load<T>(a);
    s1 += <f64>load<T>(a, LEAF * sizeof<T>());
    s2 += <f64>load<T>(a, 2 * LEAF * sizeof<T>());
    s3 += <f64>load<T>(a, 3 * LEAF * sizeof<T>());
    s4 += <f64>load<T>(a, 4 * LEAF * sizeof<T>());
    s5 += <f64>load<T>(a, 5 * LEAF * sizeof<T>());
    s6 += <f64>load<T>(a, 6 * LEAF * sizeof<T>());
    s7 += <f64>load<T>(a, 7 * LEAF * sizeof<T>());
  }
  return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
}

/** Σ of every row of `count` elements. Short rows are one leaf each and go side by side, too. */
export function rowSums<T>(to: usize, a: usize, rows: i32, count: i32): void {
  const row = <usize>count * sizeof<T>();
  let k = 0;
  for (; count <= LEAF && k + 4 <= rows; k += 4) {
    let s0: f64 = 0, s1: f64 = 0, s2: f64 = 0, s3: f64 = 0;
    for (let at = a, end = a + row; at < end; at += sizeof<T>()) {
      s0 += <f64>load<T>(at);
      s1 += <f64>load<T>(at + row);
      s2 += <f64>load<T>(at + 2 * row);
      s3 += <f64>load<T>(at + 3 * row);
    }
    store<f64>(to, s0);
    store<f64>(to, s1, 8);
    store<f64>(to, s2, 16);
    store<f64>(to, s3, 24);
    to += 32;
    a += 4 * row;
  }
  for (; k < rows; k++) {
    store<f64>(to, treeSum<T>(a, count));
    to += 8;
    a += row;
  }
}

/** The extremum of every row of `count` elements, one at least: the largest for sign 1, the smallest for −1. */
export function rowExtrema<T>(to: usize, a: usize, rows: i32, count: i32, sign: i32): void {
  for (let k = 0; k < rows; k++) {
    store<f64>(to, sign > 0 ? extreme<T>(a, count, true) : extreme<T>(a, count, false));
    to += 8;
    a += <usize>count * sizeof<T>();
  }
}

/** The first of the largest; NaN when there is one. */
export function largest<T>(a: usize, count: i32): f64 {
  return extreme<T>(a, count, true);
}

/** The first of the smallest; NaN when there is one. */
export function smallest<T>(a: usize, count: i32): f64 {
  return extreme<T>(a, count, false);
}

// @ts-ignore: decorator
@inline
function extreme<T>(a: usize, count: i32, isMax: bool): f64 {
  const end = a + <usize>count * sizeof<T>(), vectorsEnd = end - (<usize>count * sizeof<T>()) % 64;
  let b0 = v128.splat<T>(load<T>(a)), b1 = b0, b2 = b0, b3 = b0, none = v128.ne<T>(b0, b0), at = a;
  for (; at < vectorsEnd; at += 64) {
    const x0 = v128.load(at), x1 = v128.load(at, 16), x2 = v128.load(at, 32), x3 = v128.load(at, 48);
    b0 = isMax ? v128.pmax<T>(b0, x0) : v128.pmin<T>(b0, x0);
    b1 = isMax ? v128.pmax<T>(b1, x1) : v128.pmin<T>(b1, x1);
    b2 = isMax ? v128.pmax<T>(b2, x2) : v128.pmin<T>(b2, x2);
    b3 = isMax ? v128.pmax<T>(b3, x3) : v128.pmin<T>(b3, x3);
    none = v128.or(none, v128.or(v128.ne<T>(x0, x0), v128.ne<T>(x1, x1)));
    none = v128.or(none, v128.or(v128.ne<T>(x2, x2), v128.ne<T>(x3, x3)));
  }
  if (v128.any_true(none)) return NaN;
  b0 = isMax ? v128.pmax<T>(b0, b1) : v128.pmin<T>(b0, b1);
  b2 = isMax ? v128.pmax<T>(b2, b3) : v128.pmin<T>(b2, b3);
  b0 = isMax ? v128.pmax<T>(b0, b2) : v128.pmin<T>(b0, b2);
  let best = <f64>v128.extract_lane<T>(b0, 0);
  best = better(best, <f64>v128.extract_lane<T>(b0, 1), isMax);
  if (sizeof<T>() == 4) {
    best = better(best, <f64>v128.extract_lane<T>(b0, 2), isMax);
    best = better(best, <f64>v128.extract_lane<T>(b0, 3), isMax);
  }
  for (; at < end; at += sizeof<T>()) {
    const x = <f64>load<T>(at);
    if (x != x) return NaN;
    best = better(best, x, isMax);
  }
  return best == 0 ? firstZero<T>(a) : best;
}

// @ts-ignore: decorator
@inline
function better(best: f64, x: f64, isMax: bool): f64 {
  return (isMax ? x > best : x < best) ? x : best;
}

/** Zeros are equal, but vectors do not tell which came first. */
// @ts-ignore: decorator
@inline
function firstZero<T>(a: usize): f64 {
  while (<f64>load<T>(a) != 0) a += sizeof<T>();
  return <f64>load<T>(a);
}
