import { getDefaultDtype, type FloatDtype } from "../array/dtype.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { checkOptions } from "../options.js";
import { drawn } from "./drawn.js";
import type { Key } from "./key.js";
import { normalQuantile } from "../special/normal-quantile.js";
import { uniform } from "./uniform.js";

/** The numbers after −1: the open lower end of erf⁻¹'s domain. */
const AFTER_MINUS_ONE: Readonly<Record<FloatDtype, number>> = {
  float32: -1 + 2 ** -24,
  float64: -1 + 2 ** -53,
};

/**
 * Standard normal numbers: √2·erf⁻¹(u) of uniform u in (−1, 1), as `jax.random.normal` makes them.
 * The uniform numbers are JAX's bit for bit; the quantile is within some ulps of the exact one, where
 * JAX's own is up to 25 ulps away.
 *
 * @param shape - Of the result; `[]` for one number.
 * @example
 * ```ts
 * random.normal(random.key(0), [512, 64], { dtype: "float32" });
 * ```
 */
export function normal<D extends FloatDtype = FloatDtype>(
  key: Key,
  shape: Shape,
  options: { readonly dtype?: D } = {},
): NDArray<D> {
  checkOptions("random.normal", options, ["dtype"]);
  const dtype = options.dtype ?? (getDefaultDtype() as D);
  return drawn(key, (one) => {
    const u = uniform(one, shape, { minval: AFTER_MINUS_ONE[dtype], dtype });
    const out = allocate(dtype, u.size);
    for (let i = 0; i < out.length; i++) out[i] = normalQuantile((u.data[i] as number) / 2);
    return new NDArray(out, shape, dtype);
  });
}
