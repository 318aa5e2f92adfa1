import { getDefaultDtype, type FloatDtype } from "../array/dtype.js";
import { NDArray, sizeOf, type Shape } from "../array/ndarray.js";
import { checkShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { checkOptions } from "../options.js";
import { fma32, fma64 } from "./fma.js";
import { drawn } from "./drawn.js";
import type { Key } from "./key.js";
import { bits32, bits64 } from "./streams.js";

export interface UniformOptions<D extends FloatDtype = FloatDtype> {
  /** Included; 0 unless given. */
  readonly minval?: number;
  /** Excluded; 1 unless given. */
  readonly maxval?: number;
  readonly dtype?: D;
}

/**
 * Numbers spread evenly over [minval, maxval), bit for bit those of `jax.random.uniform`.
 *
 * @param shape - Of the result; `[]` for one number.
 * @example
 * ```ts
 * random.uniform(random.key(0), [2, 3], { minval: -1 });
 * ```
 */
export function uniform<D extends FloatDtype = FloatDtype>(
  key: Key,
  shape: Shape,
  options: UniformOptions<D> = {},
): NDArray<D> {
  checkOptions("random.uniform", options, ["minval", "maxval", "dtype"]);
  checkShape("random.uniform", shape);
  const { minval = 0, maxval = 1 } = options;
  const dtype = options.dtype ?? (getDefaultDtype() as D);
  return drawn(key, (one) => {
    const out = allocate(dtype, sizeOf(shape));
    fill(out, unitNumbers(one, dtype, out.length), { dtype, minval, maxval });
    return new NDArray(out, shape, dtype);
  });
}

/** Unit numbers as JAX scales them, rounded once. */
function fill(
  out: Float64Array | Float32Array,
  unit: (i: number) => number,
  { dtype, minval, maxval }: { dtype: FloatDtype; minval: number; maxval: number },
): void {
  const [round, fma] = dtype === "float32" ? [Math.fround, fma32] : [Number, fma64];
  const low = round(minval);
  const span = round(round(maxval) - low);
  for (let i = 0; i < out.length; i++) out[i] = Math.max(low, fma(unit(i), span, low));
}

/** Mantissa bits read as a number in [0, 1): the upper 23 of 32 bits, or 52 of 64. */
function unitNumbers(key: Key, dtype: FloatDtype, count: number): (i: number) => number {
  if (dtype === "float32") {
    const words = bits32(key, count);
    return (i) => ((words[i] as number) >>> 9) * 2 ** -23;
  }
  const { high, low } = bits64(key, count);
  return (i) => (high[i] as number) * 2 ** -32 + ((low[i] as number) >>> 12) * 2 ** -52;
}
