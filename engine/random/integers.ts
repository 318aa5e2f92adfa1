import { NDArray, sizeOf, type Shape } from "../array/ndarray.js";
import { checkShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { drawn } from "./drawn.js";
import { split, type Key } from "./key.js";
import { bits32 } from "./streams.js";
import { wideIntegers, type WideType } from "./wide-integers.js";

export interface RandintOptions {
  /**
   * The integer type whose JAX stream is drawn; `int32` unless given (JAX's smaller types share its
   * stream). There is no array of the others: they give a float64 one.
   */
  readonly dtype?: "int32" | WideType;
}

/**
 * Whole numbers spread evenly over minval … maxval − 1, those of `jax.random.randint`.
 *
 * @throws {@link DomainError} when the limits are no integers of the type, or leave no number.
 * @example
 * ```ts
 * random.randint(random.key(0), [5], 0, 10);
 * ```
 */
export function randint(
  key: Key,
  shape: Shape,
  minval: number,
  maxval: number,
  options?: { readonly dtype?: "int32" },
): NDArray<"int32">;
export function randint(
  key: Key,
  shape: Shape,
  minval: number,
  maxval: number,
  options: RandintOptions,
): NDArray;
export function randint(
  key: Key,
  shape: Shape,
  minval: number,
  maxval: number,
  options: RandintOptions = {},
): NDArray {
  checkOptions("random.randint", options, ["dtype"]);
  const { dtype = "int32" } = options;
  checkShape("random.randint", shape);
  if (dtype !== "int32") {
    return drawn(key, (one) => wideIntegers(one, shape, { minval, maxval, type: dtype }));
  }
  if ((minval | 0) !== minval || (maxval | 0) !== maxval || minval >= maxval) {
    throw new DomainError(
      `random.randint: no 32-bit integer lies in [${minval}, ${maxval}); minval must be below maxval`,
    );
  }
  return drawn(key, (one) => integers(one, shape, minval, maxval - minval));
}

function integers(key: Key, shape: Shape, minval: number, span: number): NDArray<"int32"> {
  const [highKey, lowKey] = split(key);
  const out = allocate("int32", sizeOf(shape));
  const high = bits32(highKey, out.length);
  const low = bits32(lowKey, out.length);
  // 64 random bits modulo the span, in 32-bit words: (high·2³² + low) mod span, with JAX's wrap-around.
  const power = Math.imul(65536 % span, 65536 % span) >>> 0;
  for (let i = 0; i < out.length; i++) {
    const scaled = Math.imul((high[i] as number) % span, power % span) >>> 0;
    out[i] = minval + (((scaled + ((low[i] as number) % span)) >>> 0) % span);
  }
  return new NDArray(out, shape, "int32");
}
