import { bindOne } from "../core/bind.js";
import { define, type Abstract } from "../core/primitive.js";
import type { NDArray } from "../array/ndarray.js";
import { treeMap, type Arrays } from "../core/pytree.js";

/**
 * The same values, which count as constants when differentiated.
 *
 * @example
 * ```ts
 * grad((x) => x.mul(stopGradient(x)))(3); // array(3.)
 * ```
 */
export function stopGradient<T>(tree: T): Arrays<T> {
  return treeMap((leaf) => bindOne(stopGradientPrimitive, [leaf], undefined), tree);
}

const stopGradientPrimitive = define<undefined>({
  name: "stopGradient",
  value: (inputs) => inputs,
  abstract: ([x]) => [x as Abstract],
  jvp: () => [null],
  batch: ([x]) => [stopGradient(x as NDArray)],
  flops: () => 0,
});
