import { add, mul, pow } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { unstack } from "../control-flow/unstack.js";
import { DomainError } from "../errors.js";
import { polynomialCoefficients, polynomialTerms } from "../dual/polynomial-coefficients.js";
import { polynomialDual } from "../dual/polynomial-dual.js";
import { hermiteTable, seriesAdvance } from "../dual/series.js";
import type { Scale } from "../kernel/scale.js";
import { hermiteSeries } from "../power-series/hermite.js";
import {
  activationLayer,
  checkPower,
  dualWith,
  realElements,
  type NoParams,
} from "./activation.js";
import type { Layer } from "./layer.js";
import { inDtype, named, readParameters, type Parameters } from "./parameters.js";

/**
 * φ(x) = Σ_k c_k xᵏ. Its kernels are finite Hermite series (Mehler's formula):
 * E[φφ′] = Σ_l r_l(a) r_l(a′) (k/√(a a′))ˡ with r_l(a) = E[φ(√a z) h_l(z)].
 *
 * @param coefficients - c₀, c₁, …: a list, or a vector; the kernel can be differentiated by it, or by arrays of one
 *   number in the list.
 * @throws {@link DomainError} for no coefficients, and for such as are not finite.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.polynomial([0.3, 1, -0.2, 0.1]), stax.dense(1));
 * ```
 */
export function polynomial(coefficients: readonly Scale[] | NDArray): Layer<NoParams> {
  const terms = listOf(coefficients);
  if (terms === null || terms.length === 0) {
    throw new DomainError(
      "stax.polynomial: give the coefficients as a list: stax.polynomial([0, 1, 0.5])",
    );
  }
  const parameters = namedTerms("stax.polynomial", terms);
  const written = Object.values(parameters.numbers).map(named);
  return ofCoefficients(`polynomial([${written.join(", ")}])`, parameters);
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
  const terms = [...new Array<number>(p).fill(0), 1];
  return ofCoefficients(`monomial(${p})`, namedTerms("stax.monomial", terms));
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
  return ofCoefficients(`hermite(${n})`, namedTerms("stax.hermite", last));
}

function namedTerms(caller: string, terms: readonly Scale[]): Parameters<string> {
  const entries = terms.map((term, k) => [`coefficients[${k}]`, term] as const);
  return readParameters(caller, Object.fromEntries(entries));
}

function ofCoefficients(name: string, parameters: Parameters<string>): Layer<NoParams> {
  const coefficients = Object.values(parameters.numbers);
  const moments = polynomialDual(Object.values(parameters.scales));
  return activationLayer({
    name,
    elementwise: (x) => values(x, parameters),
    advance: (rows) =>
      seriesAdvance(rows, hermiteTable(rows, polynomialCoefficients(coefficients))),
    dual: dualWith(parameters, moments),
    series: hermiteSeries(polynomialTerms(coefficients)),
  });
}

/** Horner's scheme. */
function values(input: ArrayInput, { scales }: Parameters<string>) {
  const x = realElements(input);
  const terms = Object.values<Scale>(inDtype(scales, x.dtype));
  const last = mul(pow(x, 0), terms.at(-1) ?? 0);
  return terms.slice(0, -1).reduceRight<typeof last>((sum, term) => add(mul(sum, x), term), last);
}

/** Null for what is neither a list nor a vector. */
function listOf(coefficients: readonly Scale[] | NDArray): readonly Scale[] | null {
  if (!(coefficients instanceof NDArray)) return isList(coefficients) ? coefficients : null;
  return coefficients.ndim === 1 ? unstack(coefficients) : null;
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}
