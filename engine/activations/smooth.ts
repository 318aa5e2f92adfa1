import { add, mul, sub } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import type { Unary } from "../array/dtype-rule.js";
import { unary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { normalCdf } from "../special/error-functions.js";
import { expit } from "../special/logarithms.js";
import { floats } from "./rectifiers.js";

/**
 * tanh x.
 *
 * @example
 * ```ts
 * nn.tanh([0, 1]); // array([0. , 0.76159416])
 * ```
 */
export const tanh: Unary<"real"> = unary({
  name: "tanh",
  dtypes: "real",
  value: "tanh",
  // tanh′ = (1 − tanh)(1 + tanh)
  jvp: [(t, _x, y) => mul(t, mul(sub(1, y), add(y, 1)))],
});

/**
 * The logistic function 1/(1 + e⁻ˣ).
 *
 * @example
 * ```ts
 * nn.sigmoid([0, 1]); // array([0.5 , 0.73105858])
 * ```
 */
export const sigmoid = expit;

/**
 * log(1 + eˣ), without overflow.
 *
 * @example
 * ```ts
 * nn.softplus([0, 1000]); // array([6.93147181e-01, 1.00000000e+03])
 * ```
 */
export const softplus: Unary<"real"> = unary({
  name: "softplus",
  dtypes: "real",
  value: "softplus",
  jvp: [(t, [x]) => mul(t, sigmoid(x as NDArray))],
});

/**
 * log of the logistic function: −softplus(−x).
 *
 * @example
 * ```ts
 * nn.logSigmoid([0, -1000]); // array([-6.93147181e-01, -1.00000000e+03])
 * ```
 */
export function logSigmoid(x: ArrayInput): NDArray {
  return softplus(floats(x).neg()).neg();
}

/**
 * x/(1 + |x|).
 *
 * @example
 * ```ts
 * nn.softsign([-1, 3]); // array([-0.5 , 0.75])
 * ```
 */
export function softsign(x: ArrayInput): NDArray {
  const array = floats(x);
  return array.div(array.abs().add(1));
}

/**
 * x·sigmoid(x), also called swish (Ramachandran et al. 2017).
 *
 * @example
 * ```ts
 * nn.silu([0, 1]); // array([0. , 0.73105858])
 * ```
 */
export function silu(x: ArrayInput): NDArray {
  const array = floats(x);
  return array.mul(sigmoid(array));
}

/**
 * x·tanh(softplus(x)) (Misra 2019).
 *
 * @example
 * ```ts
 * nn.mish([0, 1]); // array([0. , 0.86509839])
 * ```
 */
export function mish(x: ArrayInput): NDArray {
  const array = floats(x);
  return array.mul(tanh(softplus(array)));
}

/** √(2/π) */
const ROOT_TWO_OVER_PI = 0.7978845608028654;

/**
 * x·Φ(x) with the normal distribution function Φ (Hendrycks and Gimpel 2016), or its approximation
 * ½x(1 + tanh(√(2/π)(x + 0.044715x³))).
 *
 * @param approximate - `none` unless given (JAX's default is `tanh`, PyTorch's `none`).
 * @example
 * ```ts
 * nn.gelu([0, 1]); // array([0. , 0.84134475])
 * nn.gelu([0, 1], { approximate: "tanh" }); // array([0. , 0.84119199])
 * ```
 */
export function gelu(
  x: ArrayInput,
  { approximate = "none" }: { readonly approximate?: "none" | "tanh" } = {},
): NDArray {
  const array = floats(x);
  if (approximate === "none") return array.mul(normalCdf(array));
  const cubic = array.mul(array).mul(array).mul(0.044715);
  return array.mul(tanh(array.add(cubic).mul(ROOT_TWO_OVER_PI)).add(1)).mul(0.5);
}
