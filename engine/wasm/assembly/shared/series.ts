// Polynomials with coefficients in memory (see the rules in build.mjs), in both float types.
import { madd } from "./lanes";

// @ts-ignore: decorator
@inline
export function coefficient<T>(table: usize, index: i32): v128 {
  const at = table + <usize>index * sizeof<T>();
  return sizeof<T>() == 8 ? v128.load64_splat(at) : v128.load32_splat(at);
}

/** Σ_k table[k] xᵏ, k < terms. */
// @ts-ignore: decorator
@inline
export function horner<T>(table: usize, terms: i32, x: v128): v128 {
  let sum = coefficient<T>(table, terms - 1);
  for (let k = terms - 2; k >= 0; k--) sum = madd<T>(sum, x, coefficient<T>(table, k));
  return sum;
}

/** The same sum in pairs of terms: more arithmetic, but half of it waits for nothing. */
// @ts-ignore: decorator
@inline
export function hornerInPairs<T>(table: usize, terms: i32, x: v128): v128 {
  const square = v128.mul<T>(x, x);
  let k = (terms - 1) & ~1;
  let sum = k + 1 < terms ? pair<T>(table, k, x) : coefficient<T>(table, k);
  for (k -= 2; k >= 0; k -= 2) sum = madd<T>(sum, square, pair<T>(table, k, x));
  return sum;
}

/** table[k] + table[k + 1] x */
// @ts-ignore: decorator
@inline
function pair<T>(table: usize, k: i32, x: v128): v128 {
  return madd<T>(coefficient<T>(table, k + 1), x, coefficient<T>(table, k));
}
