import { greater } from "../array/comparison.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { Unary } from "../array/dtype-rule.js";
import { unary } from "../array/elementwise.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { expm1 } from "../special/logarithms.js";
import { where } from "../array/where.js";
import { clip } from "../structure/clip.js";

/** The array in a float dtype. */
export function floats(x: ArrayInput): NDArray<FloatDtype> {
  const array = asArray(x);
  return astype(array, realDtype(array.dtype));
}

/**
 * max(x, 0); its derivative at 0 is 0, as in JAX and PyTorch.
 *
 * @example
 * ```ts
 * nn.relu([-1, 2]); // array([0., 2.])
 * ```
 */
export const relu: Unary<"arithmetic"> = unary({
  name: "relu",
  dtypes: "arithmetic",
  value: "relu",
  int32: (x) => Math.max(0, x),
  jvp: [(t, [x]) => where(greater(x as NDArray, 0), t, 0)],
});

/**
 * x between 0 and 6.
 *
 * @example
 * ```ts
 * nn.relu6([-1, 2, 9]); // array([0., 2., 6.])
 * ```
 */
export function relu6(x: ArrayInput): NDArray {
  const array = asArray(x);
  return where(array.greaterEqual(6), 6, relu(array));
}

/**
 * x where it is not negative, slope·x elsewhere.
 *
 * @param slope - 0.01 unless given.
 * @example
 * ```ts
 * nn.leakyRelu([-1, 2]); // array([-0.01, 2. ])
 * ```
 */
export function leakyRelu(x: ArrayInput, slope = 0.01): NDArray {
  const array = floats(x);
  return where(array.greaterEqual(0), array, array.mul(slope));
}

/**
 * x where it is positive, α(eˣ − 1) elsewhere (Clevert et al. 2016).
 *
 * @param alpha - 1 unless given.
 * @example
 * ```ts
 * nn.elu([-Infinity, 2]); // array([-1., 2.])
 * ```
 */
export function elu(x: ArrayInput, alpha = 1): NDArray {
  const array = floats(x);
  const positive = array.greater(0);
  // Where x is positive its power is not needed, and would overflow.
  return where(positive, array, expm1(where(positive, 0, array)).mul(alpha));
}

/** λ and α of Klambauer et al. 2017. */
const SELU_SCALE = 1.0507009873554804934193349852946;
const SELU_ALPHA = 1.6732632423543772848170429916717;

/**
 * λ·elu(x, α) with the constants that keep mean 0 and variance 1 (Klambauer et al. 2017).
 *
 * @example
 * ```ts
 * nn.selu([0, 1]); // array([0. , 1.05070099])
 * ```
 */
export function selu(x: ArrayInput): NDArray {
  return elu(x, SELU_ALPHA).mul(SELU_SCALE);
}

/**
 * x between −1 and 1.
 *
 * @example
 * ```ts
 * nn.hardTanh([-3, 0.5, 3]); // array([-1. , 0.5, 1. ])
 * ```
 */
export function hardTanh(x: ArrayInput): NDArray {
  return clip(x, -1, 1);
}

/**
 * x·relu6(x + 3)/6 (Howard et al. 2019).
 *
 * @example
 * ```ts
 * nn.hardSwish([-3, 0, 3]); // array([-0., 0., 3.])
 * ```
 */
export function hardSwish(x: ArrayInput): NDArray {
  const array = floats(x);
  return array.mul(relu6(array.add(3))).div(6);
}
