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
