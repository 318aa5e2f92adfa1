import { BYTES, type Dtype, type DtypeData } from "./dtype.js";
import { sharedBuffer, type Content } from "./recycling.js";

/** From this size on buffers are shared, so that every thread of the pool can write its own tiles. */
export const SHARED_FROM_BYTES = 1 << 16;

/**
 * A typed array for `length` elements; large ones sit on recycled shared memory. It is zeroed unless
 * the caller is to write every element.
 */
export function allocate<D extends Dtype>(
  dtype: D,
  length: number,
  content: Content = "zeros",
): DtypeData[D] {
  const bytes = length * BYTES[dtype];
  const shared = bytes >= SHARED_FROM_BYTES;
  return view(dtype, shared ? sharedBuffer(bytes, content) : new ArrayBuffer(bytes));
}

const views: { [D in Dtype]: (buffer: ArrayBufferLike) => DtypeData[D] } = {
  float64: (buffer) => new Float64Array(buffer),
  float32: (buffer) => new Float32Array(buffer),
  int32: (buffer) => new Int32Array(buffer),
  bool: (buffer) => new Uint8Array(buffer),
};

/** The whole of a buffer seen as `dtype`. */
export function view<D extends Dtype>(dtype: D, buffer: ArrayBufferLike): DtypeData[D] {
  return views[dtype](buffer);
}
