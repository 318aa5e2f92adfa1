import { getDefaultDtype, type FloatDtype } from "../array/dtype.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { checkOptions } from "../options.js";
import { drawn } from "./drawn.js";
import type { Key } from "./key.js";
import { uniform } from "./uniform.js";

/** The smallest normal numbers: they keep the logarithm finite. */
const TINY: Readonly<Record<FloatDtype, number>> = { float32: 2 ** -126, float64: 2 ** -1022 };

export interface ShapedOptions<D extends FloatDtype> {
  readonly dtype?: D;
}

/**
 * Numbers with density e⁻ˣ on [0, ∞): −log(1 − u), as `jax.random.exponential` makes them.
 *
 * @example
 * ```ts
 * random.exponential(random.key(0), [3]);
 * ```
 */
export function exponential<D extends FloatDtype = FloatDtype>(
  key: Key,
  shape: Shape,
  options: ShapedOptions<D> = {},
): NDArray<D> {
  checkOptions("random.exponential", options, ["dtype"]);
  return drawn(key, (one) => transformed(uniform(one, shape, options), (u) => -Math.log1p(-u)));
}

/**
 * Numbers of the Gumbel distribution exp(−e⁻ˣ): −log(−log u), as `jax.random.gumbel` makes them.
 *
 * @example
 * ```ts
 * random.gumbel(random.key(0), [3]);
 * ```
 */
export function gumbel<D extends FloatDtype = FloatDtype>(
  key: Key,
  shape: Shape,
  options: ShapedOptions<D> = {},
): NDArray<D> {
  checkOptions("random.gumbel", options, ["dtype"]);
  const dtype = options.dtype ?? (getDefaultDtype() as D);
  return drawn(key, (one) => {
    const u = uniform(one, shape, { dtype, minval: TINY[dtype] });
    return transformed(u, (value) => -Math.log(-Math.log(value)));
  });
}

function transformed<D extends FloatDtype>(
  u: NDArray<D>,
  value: (u: number) => number,
): NDArray<D> {
  const out = allocate(u.dtype, u.size);
  for (let i = 0; i < out.length; i++) out[i] = value(u.data[i] as number);
  return new NDArray(out, u.shape, u.dtype);
}
