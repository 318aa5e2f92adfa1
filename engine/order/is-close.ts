import { abs, add, mul, sub } from "../array/arithmetic.js";
import { equal, lessEqual } from "../array/comparison.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { isFinite, isNaN } from "../elementary/finiteness.js";
import { logicalAnd, logicalOr } from "../elementary/logic.js";
import { checkOptions } from "../options.js";
import type { AllcloseOptions } from "./allclose.js";

/**
 * Whether |x − y| ≤ atol + rtol·|y|, element by element; infinities are close when equal. `allclose` asks
 * for all at once.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * isClose([1, 2], [1 + 1e-9, 2.1]); // array([ True, False])
 * ```
 */
export function isClose(
  x: ArrayInput,
  y: ArrayInput,
  options: AllcloseOptions = {},
): NDArray<"bool"> {
  checkOptions("isClose", options, ["rtol", "atol", "equalNan"]);
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options;
  const [a, b] = [asReal(x), asReal(y)];
  const near = lessEqual(abs(sub(a, b)), add(mul(abs(b), rtol), atol));
  const close = logicalOr(equal(a, b), logicalAnd(isFinite(b), near));
  return equalNan ? logicalOr(close, logicalAnd(isNaN(a), isNaN(b))) : close;
}

/** Integers would take no tolerance, and overflow. */
function asReal(input: ArrayInput): NDArray {
  const x = asArray(input);
  return x.dtype === "int32" || x.dtype === "bool" ? x.astype("float64") : x;
}
