import { div, mul } from "../array/arithmetic.js";
import { equal } from "../array/comparison.js";
import type { Binary } from "../array/dtype-rule.js";
import { binary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { where } from "../array/where.js";

/**
 * √(x² + y²) without overflow, broadcasting. At (0, 0) the derivative is 0, the subgradient of least norm.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * hypot([3, 1e200], [4, 1e200]); // array([5.00000000e+000, 1.41421356e+200])
 * ```
 */
export const hypot: Binary<"real"> = binary({
  name: "hypot",
  dtypes: "real",
  value: Math.hypot,
  // dh = (x dx + y dy)/h
  jvp: [
    (t, [x], h) => mul(t, direction(x as NDArray, h)),
    (t, [, y], h) => mul(t, direction(y as NDArray, h)),
  ],
});

function direction(x: NDArray, h: NDArray): NDArray {
  return div(x, where(equal(h, 0), 1, h));
}
