import type { Dtype } from "../array/dtype.js";
import { NDArray, sizeOf, type Shape } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { DomainError } from "../errors.js";

/** Element types that files have: their bytes, and how one is read. */
interface ElementType {
  readonly bytes: number;
  readonly dtype: Dtype;
  readonly read: (view: DataView, at: number, little: boolean) => number;
}

export type ElementName =
  | "bool"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float16"
  | "bfloat16"
  | "float32"
  | "float64";

/** Whole numbers of more than 31 bits are read as doubles first, and become int32 when all of them fit. */
export const elementTypes: Readonly<Record<ElementName, ElementType>> = {
  bool: { bytes: 1, dtype: "bool", read: (view, at) => Number(view.getUint8(at) !== 0) },
  int8: { bytes: 1, dtype: "int32", read: (view, at) => view.getInt8(at) },
  int16: { bytes: 2, dtype: "int32", read: (view, at, little) => view.getInt16(at, little) },
  int32: { bytes: 4, dtype: "int32", read: (view, at, little) => view.getInt32(at, little) },
  int64: {
    bytes: 8,
    dtype: "float64",
    read: (view, at, little) => wide(view, at, { little, signed: true }),
  },
  uint8: { bytes: 1, dtype: "int32", read: (view, at) => view.getUint8(at) },
  uint16: { bytes: 2, dtype: "int32", read: (view, at, little) => view.getUint16(at, little) },
  uint32: { bytes: 4, dtype: "float64", read: (view, at, little) => view.getUint32(at, little) },
  uint64: {
    bytes: 8,
    dtype: "float64",
    read: (view, at, little) => wide(view, at, { little, signed: false }),
  },
  float16: {
    bytes: 2,
    dtype: "float32",
    read: (view, at, little) => half(view.getUint16(at, little)),
  },
  bfloat16: {
    bytes: 2,
    dtype: "float32",
    read: (view, at, little) => brain(view.getUint16(at, little)),
  },
  float32: { bytes: 4, dtype: "float32", read: (view, at, little) => view.getFloat32(at, little) },
  float64: { bytes: 8, dtype: "float64", read: (view, at, little) => view.getFloat64(at, little) },
};

/** 64 bits as a double, rounded beyond 2⁵³. */
function wide(
  view: DataView,
  at: number,
  { little, signed }: { little: boolean; signed: boolean },
): number {
  const highAt = little ? at + 4 : at;
  const high = signed ? view.getInt32(highAt, little) : view.getUint32(highAt, little);
  return high * 2 ** 32 + view.getUint32(little ? at : at + 4, little);
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

const word = new DataView(new ArrayBuffer(4));

/** The upper half of a binary32. */
function brain(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}

/** What a file says of an array. */
export interface StoredArray {
  readonly type: ElementName;
  readonly little: boolean;
  readonly shape: Shape;
  /** Exactly its elements. */
  readonly bytes: Uint8Array;
}

/**
 * The elements as an array; int64, uint64 and uint32 become int32 when all of them fit, otherwise
 * float64.
 *
 * @throws {@link DomainError} when the bytes are not those of the shape, or a whole number has more than
 *   53 bits.
 */
export function decode(caller: string, stored: StoredArray): NDArray {
  const { type, little, shape, bytes } = stored;
  const { bytes: size, dtype, read } = elementTypes[type];
  const count = sizeOf(shape);
  if (!shape.every(isLength) || !Number.isSafeInteger(count) || bytes.length !== count * size) {
    throw new DomainError(
      `${caller}: ${bytes.length} bytes are not an array of shape [${shape.join(", ")}] of ${type} (${size} bytes each); the file is damaged or cut off`,
    );
  }
  const out = allocate(dtype, count, "anything");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < count; i++) out[i] = read(view, i * size, little);
  return isWide(type)
    ? narrowed(caller, new NDArray(out, shape, dtype))
    : new NDArray(out, shape, dtype);
}

const isLength = (length: number): boolean => Number.isSafeInteger(length) && length >= 0;

const isWide = (type: ElementName): boolean => ["int64", "uint64", "uint32"].includes(type);

function narrowed(caller: string, x: NDArray): NDArray {
  const { data, shape } = x;
  const inexact = data.findIndex((value) => Math.abs(value) > Number.MAX_SAFE_INTEGER);
  if (inexact >= 0) {
    throw new DomainError(
      `${caller}: element ${inexact} is about ${data[inexact] as number}: it has more than the 53 bits of a float64; store the array as float64 if it may be rounded`,
    );
  }
  if (!data.every((value) => (value | 0) === value)) return x;
  return new NDArray(Int32Array.from(data), shape, "int32");
}
