import { BYTES, type Dtype, type DtypeData } from "./dtype.js";
import { sharedBuffer, type Content } from "./recycling.js";
import { currentReserve, type Reserve } from "./reserve.js";

/** From this size on buffers are shared, so that every thread of the pool can write its own tiles. */
export const SHARED_FROM_BYTES = 1 << 16;

/**
 * A typed array for `length` elements; large ones sit on recycled shared memory. It is zeroed unless
 * the caller is to write every element. Only results and their intermediate values are made with it:
 * a program that runs again uses their memory again.
 */
export function allocate<D extends Dtype>(
  dtype: D,
  length: number,
  content: Content = "zeros",
): DtypeData[D] {
  const reserve = currentReserve();
  if (reserve !== null) return reserved(reserve, dtype, length, content);
  const bytes = length * BYTES[dtype];
  return bytes >= SHARED_FROM_BYTES
    ? view(dtype, sharedBuffer(bytes, content))
    : fresh[dtype](length);
}

function reserved<D extends Dtype>(
  reserve: Reserve,
  dtype: D,
  length: number,
  content: Content,
): DtypeData[D] {
  const used = reserve.take(dtype, length);
  if (used !== undefined) return content === "zeros" ? (used.fill(0) as DtypeData[D]) : used;
  const bytes = length * BYTES[dtype];
  const made =
    bytes >= SHARED_FROM_BYTES ? view(dtype, new SharedArrayBuffer(bytes)) : fresh[dtype](length);
  reserve.lend(made);
  return made;
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
