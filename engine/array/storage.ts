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
  return bytes >= SHARED_FROM_BYTES
    ? view(dtype, sharedBuffer(bytes, content))
    : fresh[dtype](length);
}

/** Small typed arrays are made in one piece: by way of a buffer takes several times as long. */
const fresh: { [D in Dtype]: (length: number) => DtypeData[D] } = {
  float64: (length) => new Float64Array(length),
  float32: (length) => new Float32Array(length),
  int32: (length) => new Int32Array(length),
  bool: (length) => new Uint8Array(length),
};

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
