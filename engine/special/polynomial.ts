/** Σ_k coefficients[k] xᵏ */
export function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + (coefficients[k] as number);
  return sum;
}

/** Σ_k coefficients[k] T_k(t), by Clenshaw's recurrence; |t| ≤ 1. */
export function chebyshev(coefficients: readonly number[], t: number): number {
  let [next, after] = [0, 0];
  for (let k = coefficients.length - 1; k > 0; k--) {
    [next, after] = [2 * t * next - after + (coefficients[k] as number), next];
  }
  return t * next - after + (coefficients[0] as number);
}
