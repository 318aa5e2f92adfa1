import { add, div, mul, neg, pow, sub } from "../array/arithmetic.js";
import { exp, sin } from "../array/transcendental.js";
import { byCovariance } from "../dual/by-covariance.js";
import { sinh } from "../elementary/hyperbolic.js";
import type { NDArray } from "../array/ndarray.js";
import type { Advance, Rows } from "../kernel/map.js";
import { gaborSeries } from "../power-series/exponential.js";
import { activationLayer, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

/**
 * φ(x) = exp(−x²) sin x. For pre-activations of variances q, q′ and covariance k, with δ = 4(q q′ − k²) and
 * d = 1 + 2(q + q′) + δ: E[φφ′] = exp(−(q + q′ + δ)/2d) sinh(k/d)/√d, and E[φ̇φ̇′] is its derivative by k
 * (engine/wasm/assembly/shared/tile-gaussian.ts has both, from Gaussian integrals).
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.gabor(), stax.dense(1));
 * ```
 */
export function gabor(): Layer<NoParams> {
  return activationLayer({
    name: "gabor",
    elementwise: (input) => {
      const x = realElements(input);
      return mul(exp(neg(mul(x, x))), sin(x));
    },
    advance,
    dual: byCovariance(moment),
    series: gaborSeries,
  });
}

function moment(k: NDArray, q: NDArray, q2: NDArray): NDArray {
  const sum = add(q, q2);
  const delta = mul(sub(mul(q, q2), mul(k, k)), 4);
  const d = add(add(mul(sum, 2), delta), 1);
  return mul(mul(exp(div(add(sum, delta), mul(d, -2))), sinh(div(k, d))), pow(d, -0.5));
}

/** E[φ²] = exp(−v) sinh v/√n with n = 1 + 4q, v = q/n. */
function advance(rows: Rows): Advance {
  const sizes = rows.variances.map((q) => 1 + 4 * q);
  const roots = sizes.map(Math.sqrt);
  const angles = rows.variances.map((q, row) => q / (sizes[row] as number));
  const vectors = [
    roots,
    rows.variances.map((q) => 4 * q),
    sizes,
    rows.variances.map(Math.sqrt),
    angles,
    sizes.map((n) => 1 / n),
  ];
  const variances = angles.map((v, row) => -Math.expm1(-2 * v) / 2 / (roots[row] as number));
  return { rows: { ...rows, variances, signed: true }, steps: [{ opcode: "gabor", vectors }] };
}
