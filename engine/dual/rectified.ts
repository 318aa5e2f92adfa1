// The arc-cosine kernels of Cho & Saul 2009 as array functions.
import { abs, add, div, mul, sub } from "../array/arithmetic.js";
import { equal, greater, less } from "../array/comparison.js";
import type { NDArray } from "../array/ndarray.js";
import { sqrt } from "../array/transcendental.js";
import { where } from "../array/where.js";
import { customJvp } from "../autodiff/custom-jvp.js";
import { arccos } from "../elementary/trigonometric.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";

/** The angle of a correlation, with derivative 0 where it has none, at 1 and −1. */
function angle(c: NDArray): NDArray {
  const inside = less(abs(c), 1);
  return where(inside, arccos(where(inside, c, 0)), where(greater(c, 0), 0, Math.PI));
}

/** κ₀ = (π − θ)/π */
function kappa0(c: NDArray): NDArray {
  return sub(1, div(angle(c), Math.PI));
}

/** κ₁ = (sin θ + (π − θ) cos θ)/π */
function kappa1Value(c: NDArray): NDArray {
  const square = mul(sub(1, c), add(1, c));
  const inside = greater(square, 0);
  const sine = where(inside, sqrt(where(inside, square, 1)), 0);
  return add(div(sine, Math.PI), mul(kappa0(c), c));
}

/** κ₁′ = κ₀, where the derivatives of its parts are infinite at 1 and −1. */
const kappa1 = customJvp(kappa1Value, ([c], [t]) => [kappa1Value(c), mul(t, kappa0(c))]);

/**
 * Of φ(x) = max(0, x): E[φφ′] = √(q q′) κ₁/2 and E[φ̇φ̇′] = κ₀/2. A variable that is always 0 is at right
 * angles to all: φ̇(0) = ½.
 */
export function rectifiedDual({ k, q, q2 }: Pairs): DualMoments {
  const product = mul(q, q2);
  const zero = equal(product, 0);
  const norm = sqrt(where(zero, 1, product));
  const c = div(k, norm);
  return { nngp: mul(where(zero, 0, norm), mul(kappa1(c), 0.5)), slope: mul(kappa0(c), 0.5) };
}
