import { BYTES, type Dtype, type DtypeData } from "./dtype.js";
import { NtkbookError } from "../errors.js";
import { sharedPlace, type Content, type Place } from "../wasm/recycling.js";
import { currentReserve, type Reserve } from "./reserve.js";

/**
 * From this size on arrays lie in the memory of the compiled code, where every thread of the pool can
 * write its own tiles.
 */
export const SHARED_FROM_BYTES = 1 << 16;

/**
 * A typed array for `length` elements; large ones lie on recycled shared memory. It is zeroed unless
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
  return made(dtype, length, content);
}

function made<D extends Dtype>(dtype: D, length: number, content: Content): DtypeData[D] {
  const bytes = length * BYTES[dtype];
  if (bytes < SHARED_FROM_BYTES) return fresh[dtype](length);
  const { buffer, byteOffset } = placeFor(dtype, length, content);
  return views[dtype](buffer, byteOffset, length);
}

/** @throws {@link NtkbookError} when there is not so much memory. */
function placeFor(dtype: Dtype, length: number, content: Content): Place {
  const bytes = length * BYTES[dtype];
  try {
    return sharedPlace(bytes, content);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const size = (bytes / 2 ** 30).toFixed(1);
    throw new NtkbookError(
      `out of memory: an array of ${length} numbers of ${dtype} needs ${size} GiB; use fewer of them at a time${dtype === "float64" ? ", or float32" : ""}`,
      { cause },
    );
  }
}

function reserved<D extends Dtype>(
  reserve: Reserve,
  dtype: D,
  length: number,
  content: Content,
): DtypeData[D] {
  const used = reserve.take(dtype, length);
  if (used !== undefined) return content === "zeros" ? (used.fill(0) as DtypeData[D]) : used;
  const data = made(dtype, length, content);
  reserve.lend(data);
  return data;
}

/** Small typed arrays are made in one piece: by way of a buffer takes several times as long. */
const fresh: { [D in Dtype]: (length: number) => DtypeData[D] } = {
  float64: (length) => new Float64Array(length),
  float32: (length) => new Float32Array(length),
  int32: (length) => new Int32Array(length),
  bool: (length) => new Uint8Array(length),
};

const views: {
  [D in Dtype]: (buffer: SharedArrayBuffer, byteOffset: number, length: number) => DtypeData[D];
} = {
  float64: (buffer, byteOffset, length) => new Float64Array(buffer, byteOffset, length),
  float32: (buffer, byteOffset, length) => new Float32Array(buffer, byteOffset, length),
  int32: (buffer, byteOffset, length) => new Int32Array(buffer, byteOffset, length),
  bool: (buffer, byteOffset, length) => new Uint8Array(buffer, byteOffset, length),
};
