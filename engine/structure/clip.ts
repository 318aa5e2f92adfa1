import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { where } from "../array/where.js";

/**
 * x, but not below `low` and not above `high`; null for no limit. The derivative is 1 inside and at the
 * limits.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * clip([-2, 0.5, 3], -1, 1); // array([-1. , 0.5, 1. ])
 * ```
 */
export function clip(x: ArrayInput, low: ArrayInput | null, high: ArrayInput | null): NDArray {
  const raised = low === null ? asArray(x) : where(asArray(x).less(low), low, x);
  return high === null ? raised : where(raised.greater(high), high, raised);
}
