import { sizeOf, type Shape } from "../array/ndarray.js";
import { checkShape } from "../array/shape.js";
import type { Key } from "./key.js";
import { bits32, bits64 } from "./streams.js";

/**
 * Raw random bits, as `jax.random.bits` gives them: 32 or 64 an element, row-major. There is no
 * unsigned dtype, so the result is a flat JS buffer.
 *
 * @example
 * ```ts
 * random.bits(random.key(0), [4]); // Uint32Array(4)
 * random.bits(random.key(0), [4], { width: 64 }); // BigUint64Array(4)
 * ```
 */
export function bits(key: Key, shape: Shape, options?: { readonly width?: 32 }): Uint32Array;
export function bits(key: Key, shape: Shape, options: { readonly width: 64 }): BigUint64Array;
export function bits(
  key: Key,
  shape: Shape,
  { width = 32 }: { readonly width?: 32 | 64 } = {},
): Uint32Array | BigUint64Array {
  checkShape("random.bits", shape);
  const count = sizeOf(shape);
  if (width === 32) return bits32(key, count);
  const { high, low } = bits64(key, count);
  return BigUint64Array.from(high, (word, i) => (BigInt(word) << 32n) | BigInt(low[i] as number));
}
