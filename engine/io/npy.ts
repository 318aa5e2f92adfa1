import { asArray, type ArrayInput } from "../array/create.js";
import { BYTES, type Dtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { sizeOf } from "../array/ndarray.js";
import { transpose } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import { decode, elementTypes, type ElementName } from "./element-types.js";

// The format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** The header's length is a multiple of this, so that the elements are aligned. */
const ALIGNMENT = 64;

/**
 * The array in the bytes of a `.npy` file (versions 1 to 3, either byte order, C or Fortran order).
 * Small integers become int32; int64, uint64 and uint32 as well when all values fit, otherwise float64;
 * float16 becomes float32.
 *
 * @throws {@link DomainError} for bytes that are no such file, for strings, objects, complex numbers and
 *   records, and for whole numbers of more than 53 bits.
 * @example
 * ```ts
 * io.npy(io.toNpy([[1, 2], [3, 4]])); // array([[1., 2.], [3., 4.]])
 * ```
 */
export function npy(bytes: Uint8Array): NDArray {
  return readNpy("io.npy", bytes);
}

/** The same, with the caller's name in errors. */
export function readNpy(caller: string, bytes: Uint8Array): NDArray {
  const { text, end } = headerOf(caller, bytes);
  const { type, little } = elementOf(caller, text);
  const shape = shapeOf(caller, text);
  const isFortran = /'fortran_order':\s*True/.test(text);
  const length = sizeOf(shape) * elementTypes[type].bytes;
  const stored = { type, little, bytes: bytes.subarray(end, end + length) };
  if (!isFortran) return decode(caller, { ...stored, shape });
  return transpose(decode(caller, { ...stored, shape: shape.toReversed() }));
}

function headerOf(caller: string, bytes: Uint8Array): { text: string; end: number } {
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new DomainError(`${caller}: these ${bytes.length} bytes do not begin like a .npy file`);
  }
  const major = bytes[6] as number;
  if (major < 1 || major > 3) {
    throw new DomainError(
      `${caller}: version ${major} of .npy is unknown; save it with numpy.save`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = major === 1 ? 10 : 12;
  const length =
    start > bytes.length ? 0 : major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const end = start + length;
  if (end > bytes.length) throw new DomainError(`${caller}: the .npy file ends within its header`);
  return { text: new TextDecoder().decode(bytes.subarray(start, end)), end };
}

const TYPES: Readonly<Record<string, ElementName>> = {
  ...{ b1: "bool", i1: "int8", i2: "int16", i4: "int32", i8: "int64" },
  ...{ u1: "uint8", u2: "uint16", u4: "uint32", u8: "uint64" },
  ...{ f2: "float16", f4: "float32", f8: "float64" },
};

function elementOf(caller: string, header: string): { type: ElementName; little: boolean } {
  const [, order, code = ""] = /'descr':\s*'([<>|=]?)(\w+)'/.exec(header) ?? [];
  const type = Object.hasOwn(TYPES, code) ? TYPES[code] : undefined;
  if (type !== undefined) return { type, little: order !== ">" };
  const [, descr = "nothing"] = /'descr':\s*([^]*?),\s*'fortran_order'/.exec(header) ?? [];
  throw new DomainError(
    `${caller}: elements of type ${descr.slice(0, 60)} cannot be read; save numbers or truth values: x.astype("float64")`,
  );
}

function shapeOf(caller: string, header: string): Shape {
  const [, list] = /'shape':\s*\(([\d,\sL]*)\)/.exec(header) ?? [];
  if (list === undefined)
    throw new DomainError(`${caller}: the .npy header has no shape: ${header}`);
  return list.split(",").flatMap((item) => (item.trim() === "" ? [] : [Number.parseInt(item, 10)]));
}

const CODES: Readonly<Record<Dtype, string>> = {
  float64: "<f8",
  float32: "<f4",
  int32: "<i4",
  bool: "|b1",
};

/**
 * The bytes of a `.npy` file (version 1, little-endian, C order), as `numpy.save` writes it.
 *
 * @example
 * ```ts
 * io.toNpy([1, 2, 3]).length; // 152
 * ```
 */
export function toNpy(x: ArrayInput): Uint8Array {
  const array = asArray(x);
  const { shape, dtype, data } = array;
  const lengths = shape.length === 1 ? `${shape[0] as number},` : shape.join(", ");
  const header = `{'descr': '${CODES[dtype]}', 'fortran_order': False, 'shape': (${lengths}), }`;
  const padded = header.padEnd(Math.ceil((header.length + 11) / ALIGNMENT) * ALIGNMENT - 11) + "\n";
  const start = MAGIC.length + 4 + padded.length;
  const out = new Uint8Array(start + data.length * BYTES[dtype]);
  out.set([...MAGIC, 1, 0, padded.length & 255, padded.length >> 8]);
  out.set(new TextEncoder().encode(padded), MAGIC.length + 4);
  const view = new DataView(out.buffer, start);
  const write = writers[dtype];
  for (let i = 0; i < data.length; i++) write(view, i * BYTES[dtype], data[i] as number);
  return out;
}

const writers: Readonly<Record<Dtype, (view: DataView, at: number, value: number) => void>> = {
  float64: (view, at, value) => view.setFloat64(at, value, true),
  float32: (view, at, value) => view.setFloat32(at, value, true),
  int32: (view, at, value) => view.setInt32(at, value, true),
  bool: (view, at, value) => view.setUint8(at, value),
};
