/**
 * Products of power series with coefficients that are never negative: nothing cancels, so that every
 * coefficient has full relative accuracy however small it is.
 */

/** Coefficient n of a·b. */
export function productCoefficient(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let j = 0; j <= n; j++) sum += (a[j] as number) * (b[n - j] as number);
  return sum;
}

/** a·b to as many terms as a has. The sparser factor belongs first. */
export function product(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length);
  for (let j = 0; j < a.length; j++) {
    const factor = a[j] as number;
    if (factor === 0) continue;
    for (let n = j; n < a.length; n++) out[n] = (out[n] as number) + factor * (b[n - j] as number);
  }
  return out;
}

/** a′ */
export function derivative(a: Float64Array): Float64Array {
  return a.map((_, n) => (n + 1 < a.length ? (n + 1) * (a[n + 1] as number) : 0));
}

/** The antiderivative of a whose value at 0 is given. */
export function integral(a: Float64Array, constant: number): Float64Array {
  return a.map((_, n) => (n === 0 ? constant : (a[n - 1] as number) / n));
}

/** Σ weight·series */
export function combination(
  terms: readonly (readonly [weight: number, series: Float64Array])[],
  length: number,
): Float64Array {
  const out = new Float64Array(length);
  for (const [weight, series] of terms) {
    for (let n = 0; n < length; n++) out[n] = (out[n] as number) + weight * (series[n] as number);
  }
  return out;
}

/** factor·a */
export function scaled(a: Float64Array, factor: number): Float64Array {
  return a.map((value) => factor * value);
}

/** a + constant */
export function withConstant(a: Float64Array, constant: number): Float64Array {
  const out = a.slice();
  out[0] = (out[0] as number) + constant;
  return out;
}
