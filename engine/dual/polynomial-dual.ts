import { add, mul } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import { times, type Scale } from "../kernel/scale.js";
import { horner } from "./rectified.js";

/**
 * Of φ(x) = Σ c_k xᵏ with t_l(q) = E[φ⁽ˡ⁾(√q z)]: E[φφ′] = Σ_l t_l t_l′ kˡ/l! and E[φ̇φ̇′], its derivative by k
 * (Mehler's formula without divisions by variances).
 */
export function polynomialDual(coefficients: readonly Scale[]): (pairs: Pairs) => DualMoments {
  const means = coefficients.map((_, l) => meanDerivative(coefficients, l));
  return ({ k, q, q2 }) => {
    const terms = means.map((mean) => mul(horner(mean, q), horner(mean, q2)));
    const zero = mul(terms[0] as NDArray, mul(k, 0));
    const seriesFrom = (first: number) =>
      terms
        .slice(first)
        .reduceRight((sum, term, l) => add(term, mul(sum, mul(k, 1 / (l + 1)))), zero);
    return { nngp: seriesFrom(0), slope: seriesFrom(1) };
  };
}

/** E[φ⁽ˡ⁾(√q z)] as coefficients in powers of q: E[zⁿ] = (n − 1)!! for even n. */
function meanDerivative(coefficients: readonly Scale[], l: number): readonly Scale[] {
  const powers: Scale[] = [0];
  coefficients.forEach((coefficient, degree) => {
    const n = degree - l;
    if (n < 0 || n % 2 === 1) return;
    powers[n / 2] = times(coefficient, falling(degree, l) * falling(n, n / 2) * 2 ** (-n / 2));
  });
  return powers;
}

/** n (n − 1) ⋯ (n − l + 1) */
function falling(n: number, l: number): number {
  return l === 0 ? 1 : n * falling(n - 1, l - 1);
}
