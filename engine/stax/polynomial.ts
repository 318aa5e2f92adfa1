import { add, mul, pow } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { DomainError } from "../errors.js";
import { polynomialCoefficients, polynomialTerms } from "../dual/polynomial-coefficients.js";
import { polynomialDual } from "../dual/polynomial-dual.js";
import { hermiteTable, seriesAdvance } from "../dual/series.js";
import { hermiteSeries } from "../power-series/hermite.js";
import {
  activationLayer,
  checkFinite,
  checkPower,
  realElements,
  type NoParams,
} from "./activation.js";
import type { Layer } from "./layer.js";

/**
 * φ(x) = Σ_k c_k xᵏ. Its kernels are finite Hermite series (Mehler's formula):
 * E[φφ′] = Σ_l r_l(a) r_l(a′) (k/√(a a′))ˡ with r_l(a) = E[φ(√a z) h_l(z)].
 *
 * @param coefficients - c₀, c₁, …
 * @throws {@link DomainError} for no coefficients, and for such as are not finite.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.polynomial([0.3, 1, -0.2, 0.1]), stax.dense(1));
 * ```
 */
export function polynomial(coefficients: readonly number[]): Layer<NoParams> {
  if (!isList(coefficients) || coefficients.length === 0) {
    throw new DomainError(
      "stax.polynomial: give the coefficients as a list: stax.polynomial([0, 1, 0.5])",
    );
  }
  for (const [k, coefficient] of coefficients.entries()) {
    checkFinite("stax.polynomial", { [`coefficients[${k}]`]: coefficient });
  }
  return ofCoefficients(`polynomial([${coefficients.join(", ")}])`, coefficients);
}

/**
 * φ(x) = xᵖ: E[φφ′] is a polynomial in the covariance, e.g. 2k² + a a′ for p = 2.
 *
 * @throws {@link DomainError} unless p is a whole number from 0.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.monomial(2), stax.dense(1));
 * ```
 */
export function monomial(p: number): Layer<NoParams> {
  checkPower("stax.monomial", p);
  return ofCoefficients(`monomial(${p})`, [...new Array<number>(p).fill(0), 1]);
}

/**
 * φ = h_n = He_n/√n!, the normalised Hermite polynomial of degree n. With pre-activations of variance 1
 * E[φφ′] = kⁿ; its kernels are exact at other variances too, where that is not so.
 *
 * @throws {@link DomainError} unless n is a whole number from 0.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.hermite(3), stax.dense(1));
 * ```
 */
export function hermite(n: number): Layer<NoParams> {
  checkPower("stax.hermite", n);
  let [before, last]: [number[], number[]] = [[], [1]];
  for (let k = 0; k < n; k++) {
    // √(k + 1) h_{k+1} = x h_k − √k h_{k−1}
    const next = [0, ...last].map(
      (term, i) => (term - Math.sqrt(k) * (before[i] ?? 0)) / Math.sqrt(k + 1),
    );
    [before, last] = [last, next];
  }
  return ofCoefficients(`hermite(${n})`, last);
}

function ofCoefficients(name: string, coefficients: readonly number[]): Layer<NoParams> {
  return activationLayer({
    name,
    elementwise: (x) => values(coefficients, x),
    advance: (rows) =>
      seriesAdvance(rows, hermiteTable(rows, polynomialCoefficients(coefficients))),
    dual: { pairs: polynomialDual(coefficients) },
    series: hermiteSeries(polynomialTerms(coefficients)),
  });
}

/** Horner's scheme. */
function values(coefficients: readonly number[], input: ArrayInput) {
  const x = realElements(input);
  const last = mul(pow(x, 0), coefficients.at(-1) ?? 0);
  return coefficients.slice(0, -1).reduceRight((sum, term) => add(mul(sum, x), term), last);
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}
