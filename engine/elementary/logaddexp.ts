import { mul, sub } from "../array/arithmetic.js";
import { equal } from "../array/comparison.js";
import type { Binary } from "../array/dtype-rule.js";
import { binary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { exp } from "../array/transcendental.js";
import { where } from "../array/where.js";

/**
 * log(eˣ + eʸ) without overflow, broadcasting. (`logsumexp` adds up along axes.)
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * logaddexp(1000, 1000); // array(1000.69314718)
 * ```
 */
export const logaddexp: Binary<"real"> = binary({
  name: "logaddexp",
  dtypes: "real",
  value: (x, y) =>
    x === y ? x + Math.LN2 : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y))),
  // dL = e^{x−L} dx + e^{y−L} dy
  jvp: [
    (t, [x], l) => mul(t, share(x as NDArray, l)),
    (t, [, y], l) => mul(t, share(y as NDArray, l)),
  ],
});

/** e^{x−L}; 1 beside an infinity of the same sign, whose difference is NaN. */
function share(x: NDArray, l: NDArray): NDArray {
  return exp(where(equal(x, l), 0, sub(x, l)));
}
