import type { HermiteCoefficients } from "./series.js";

/** Hermite coefficients of Σ c_k xᵏ at any variance. */
export function polynomialCoefficients(
  coefficients: readonly number[],
): (variance: number) => HermiteCoefficients {
  const degree = coefficients.length - 1;
  return (variance) => {
    const deviation = Math.sqrt(variance);
    const mean = coefficients.reduce((sum, c, k) => sum + c * deviation ** k * moment(k, 0), 0);
    const slopes = Float64Array.from({ length: Math.max(1, degree) }, (_, m) =>
      coefficients.reduce(
        (sum, c, k) => (k === 0 ? sum : sum + k * c * deviation ** (k - 1) * moment(k - 1, m)),
        0,
      ),
    );
    return { mean, slopes };
  };
}

/** E[zⁿ h_m(z)] = n!/(j! 2ʲ √m!) with n − m = 2j, and 0 where there is no such j. */
function moment(n: number, m: number): number {
  const j = (n - m) / 2;
  if (j < 0 || !Number.isInteger(j)) return 0;
  return factorial(n) / (factorial(j) * 2 ** j * Math.sqrt(factorial(m)));
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/** E[φ(√a z) h_l(z)] of the degrees l = 0, 1, …, of which there are finitely many. */
export function polynomialTerms(
  coefficients: readonly number[],
): (variance: number) => Float64Array {
  const at = polynomialCoefficients(coefficients);
  return (variance) => {
    const { mean, slopes } = at(variance);
    const rest = slopes.map((rho, k) => (Math.sqrt(variance) * rho) / Math.sqrt(k + 1));
    return Float64Array.of(mean, ...rest);
  };
}
