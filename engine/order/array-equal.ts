import { asArray, type ArrayInput } from "../array/create.js";
import { sameShape } from "../array/shape.js";
import { checkOptions } from "../options.js";

/**
 * Whether two arrays have the same shape and equal elements, whatever their dtypes.
 *
 * @param options - `equalNan`: whether a NaN equals a NaN; false unless given.
 * @example
 * ```ts
 * arrayEqual([1, 2], [1, 2]); // true
 * arrayEqual([1, 1], [1]); // false
 * ```
 */
export function arrayEqual(
  x: ArrayInput,
  y: ArrayInput,
  options: { readonly equalNan?: boolean } = {},
): boolean {
  checkOptions("arrayEqual", options, ["equalNan"]);
  const { equalNan = false } = options;
  const [a, b] = [asArray(x).concrete(), asArray(y).concrete()];
  if (!sameShape(a.shape, b.shape)) return false;
  const { data: values } = a;
  const { data: others } = b;
  for (let i = 0; i < values.length; i++) {
    const [value, other] = [values[i] as number, others[i] as number];
    if (value === other) continue;
    if (!equalNan || !Number.isNaN(value) || !Number.isNaN(other)) return false;
  }
  return true;
}
