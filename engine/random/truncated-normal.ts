import { getDefaultDtype, type FloatDtype } from "../array/dtype.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { DomainError } from "../errors.js";
import { erf } from "../special/error-functions.js";
import { normalQuantile } from "../special/normal-quantile.js";
import { checkOptions } from "../options.js";
import type { ShapedOptions } from "./exponential.js";
import { drawn } from "./drawn.js";
import type { Key } from "./key.js";
import { uniform } from "./uniform.js";

/**
 * Standard normal numbers between two limits: √2·erf⁻¹(u) of u uniform between erf(limit/√2), as
 * `jax.random.truncated_normal` makes them (within some ulps).
 *
 * @throws {@link DomainError} unless lower < upper.
 * @example
 * ```ts
 * random.truncatedNormal(random.key(0), -2, 2, [512, 64]);
 * ```
 */
export function truncatedNormal<D extends FloatDtype = FloatDtype>(
  key: Key,
  lower: number,
  upper: number,
  shape: Shape,
  options: ShapedOptions<D> = {},
): NDArray<D> {
  checkOptions("random.truncatedNormal", options, ["dtype"]);
  if (!(lower < upper)) {
    throw new DomainError(
      `random.truncatedNormal: lower is ${lower} and upper ${upper}; lower must be below upper`,
    );
  }
  const dtype = options.dtype ?? (getDefaultDtype() as D);
  const round = dtype === "float32" ? Math.fround : Number;
  const [minval, maxval] = [lower, upper].map((limit) =>
    round(erf(round(round(limit) / round(Math.SQRT2))).item()),
  );
  return drawn(key, (one) => {
    const u = uniform(one, shape, { minval: minval ?? -1, maxval: maxval ?? 1, dtype });
    const out = allocate(dtype, u.size);
    for (let i = 0; i < out.length; i++) {
      const value = normalQuantile((u.data[i] as number) / 2);
      out[i] = Math.min(Math.max(value, lower), upper);
    }
    return new NDArray(out, shape, dtype);
  });
}
