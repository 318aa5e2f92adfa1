import { abs, add, mul, sub } from "../array/arithmetic.js";
import { asArray, zerosLike, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { grad } from "../autodiff/grad.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { formatShape, sameShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { gaussLegendre } from "./gauss-legendre.js";
import { checkOptions, checkWhole } from "../options.js";
import { checkInterrupt } from "../platform/interrupt.js";

/**
 * How much each input element moves a score: |∂f/∂x| (Simonyan et al. 2014). For many examples let f sum
 * their scores: each example's gradient is its own.
 *
 * @param f - Input ↦ one number, such as the logit of a class.
 * @example
 * ```ts
 * sensitivity.saliency((x) => x.mul([3, -2]).sum(), [1, 1]); // array([3., 2.])
 * ```
 */
export function saliency(f: (x: NDArray) => NDArray, x: ArrayInput): NDArray {
  return abs(grad(f)(asArray(x)));
}

/** Options of `integratedGradients`. */
export interface IntegratedGradientsOptions {
  /** The input that stands for nothing; default zeros. */
  readonly baseline?: ArrayInput;
  /** Points of the quadrature; default 32. */
  readonly points?: number;
}

/**
 * Integrated gradients (Sundararajan et al. 2017): (x − x₀) ∫₀¹ ∇f(x₀ + t(x − x₀)) dt, by Gauss–Legendre
 * quadrature. They sum to f(x) − f(x₀), up to the quadrature's error, which is small where f is smooth
 * and of order 1/points at kinks.
 *
 * @param f - Input ↦ one number.
 * @throws {@link ShapeError} for a baseline of another shape; {@link DomainError} unless points ≥ 1.
 * @example
 * ```ts
 * sensitivity.integratedGradients((x) => x.mul(x).sum(), [1, 2]); // array([1., 4.])
 * ```
 */
export function integratedGradients(
  f: (x: NDArray) => NDArray,
  x: ArrayInput,
  options: IntegratedGradientsOptions = {},
): NDArray {
  const caller = "sensitivity.integratedGradients";
  checkOptions(caller, options, ["baseline", "points"]);
  const { points = 32 } = options;
  checkWhole(caller, "points", points, 1);
  const given = asArray(x);
  const input = astype(given, realDtype(given.dtype));
  const { baseline } = options;
  const from = baseline === undefined ? zerosLike(input) : astype(asArray(baseline), input.dtype);
  if (!sameShape(from.shape, input.shape)) {
    throw new ShapeError(
      `${caller}: the baseline ${formatShape(from.shape)} and x ${formatShape(input.shape)} must have one shape`,
    );
  }
  const path = sub(input, from);
  const gradient = grad(f);
  const { nodes, weights } = gaussLegendre(points);
  const integral = nodes.reduce<NDArray>((sum, t, k) => {
    checkInterrupt();
    return add(sum, mul(gradient(add(from, mul(path, t))), weights[k] as number));
  }, zerosLike(input));
  return mul(path, integral);
}
