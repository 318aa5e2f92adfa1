import { BYTES, type Dtype, type DtypeData } from "./dtype.js";

/** From this size on buffers are shared, so that every thread of the pool can write its own tiles. */
export const SHARED_FROM_BYTES = 1 << 16;

/** A zeroed typed array for `length` elements; large ones sit on shared memory. */
export function allocate<D extends Dtype>(dtype: D, length: number): DtypeData[D] {
  const bytes = length * BYTES[dtype];
  const buffer = bytes >= SHARED_FROM_BYTES ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  return view(dtype, buffer);
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
