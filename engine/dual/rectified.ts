// The arc-cosine kernels of Cho & Saul 2009 as array functions.
import { abs, add, div, mul, pow, sub } from "../array/arithmetic.js";
import { equal, greater, less } from "../array/comparison.js";
import type { NDArray } from "../array/ndarray.js";
import { sqrt } from "../array/transcendental.js";
import { where } from "../array/where.js";
import { customJvp } from "../autodiff/custom-jvp.js";
import { arccos } from "../elementary/trigonometric.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import type { Scale } from "../kernel/scale.js";
import { arcCosinePolynomials, oddFactorial } from "./arc-cosine.js";

/** The angle of a correlation, with derivative 0 where it has none, at 1 and −1. */
function angle(c: NDArray): NDArray {
  const inside = less(abs(c), 1);
  return where(inside, arccos(where(inside, c, 0)), where(greater(c, 0), 0, Math.PI));
}

/** Correlations, 0 beside a variable that is always 0, and √(q q′). */
export function correlations({ k, q, q2 }: Pairs): { c: NDArray; zero: NDArray; norm: NDArray } {
  const product = mul(q, q2);
  const zero = equal(product, 0);
  const norm = sqrt(where(zero, 1, product));
  return { c: div(where(zero, 0, k), norm), zero, norm };
}

/** κ₀ = (π − θ)/π */
export function kappa0(c: NDArray): NDArray {
  return sub(1, div(angle(c), Math.PI));
}

/** κ_p with κ_p′ = p²/(2p − 1)·κ_{p−1}, where the derivatives of its parts are infinite at 1 and −1. */
function kappa(p: number): (c: NDArray) => NDArray {
  if (p === 0) return kappa0;
  const { sine, rest } = arcCosinePolynomials(p);
  const value = (c: NDArray) => {
    const square = mul(sub(1, c), add(1, c));
    const inside = greater(square, 0);
    const root = where(inside, sqrt(where(inside, square, 1)), 0);
    const far = mul(mul(kappa0(c), Math.PI), horner(rest, c));
    return add(mul(root, horner(sine, c)), far);
  };
  const lower = kappa(p - 1);
  return customJvp(value, ([c], [t]) => [value(c), mul(t, mul(lower(c), (p * p) / (2 * p - 1)))]);
}

/** Σ c_k xᵏ */
export function horner(coefficients: readonly Scale[], x: NDArray): NDArray {
  return coefficients
    .slice(0, -1)
    .reduceRight<NDArray>(
      (sum, term) => add(mul(sum, x), term),
      add(mul(x, 0), coefficients.at(-1) ?? 0),
    );
}

/**
 * Of φ(x) = xᵖ above 0, else 0: E[φφ′] = ½(2p − 1)!! (q q′)^{p/2} κ_p; p = 0 is a step. A variable that is
 * always 0 is at right angles to all: φ(0) = ½ for the step.
 */
export function rectifiedMoment(p: number): (pairs: Pairs) => NDArray {
  const map = kappa(p);
  return (pairs) => {
    const { c, zero, norm } = correlations(pairs);
    const size = p === 0 ? 1 : where(zero, 0, pow(norm, p));
    return mul(mul(map(c), size), 0.5 * oddFactorial(p));
  };
}

const [ofStep, ofRelu] = [rectifiedMoment(0), rectifiedMoment(1)];

/** Of φ(x) = max(0, x): E[φφ′] = √(q q′) κ₁/2 and E[φ̇φ̇′] = κ₀/2, with φ̇(0) = ½. */
export function rectifiedDual(pairs: Pairs): DualMoments {
  return { nngp: ofRelu(pairs), slope: ofStep(pairs) };
}
