import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { decode, type ElementName } from "./element-types.js";

// The format: https://huggingface.co/docs/safetensors/index#format

const TYPES: Readonly<Record<string, ElementName>> = {
  ...{ BOOL: "bool", I8: "int8", I16: "int16", I32: "int32", I64: "int64" },
  ...{ U8: "uint8", U16: "uint16", U32: "uint32", U64: "uint64" },
  ...{ F16: "float16", BF16: "bfloat16", F32: "float32", F64: "float64" },
};

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * The arrays in the bytes of a `.safetensors` file, by their names. Half precision becomes float32;
 * integers as in `npy`.
 *
 * @throws {@link DomainError} for bytes that are no such file, naming the entry that is wrong.
 * @example
 * ```ts
 * const { readFile } = await import("node:fs/promises");
 * const weights = io.safetensors(await readFile("model.safetensors"));
 * ```
 */
export function safetensors(bytes: Uint8Array): Record<string, NDArray> {
  const { header, start } = headerOf(bytes);
  const entries = Object.entries(header).filter(([name]) => name !== "__metadata__");
  const body = bytes.subarray(start);
  return Object.fromEntries(entries.map(([name, entry]) => [name, arrayOf(name, entry, body)]));
}

function headerOf(bytes: Uint8Array): { header: object; start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < 8 ? NaN : Number(view.getBigUint64(0, true));
  if (!(length <= bytes.length - 8)) {
    throw new DomainError(
      `io.safetensors: these ${bytes.length} bytes do not begin like a .safetensors file`,
    );
  }
  const start = 8 + length;
  const header = parsed(new TextDecoder().decode(bytes.subarray(8, start)));
  if (typeof header === "object" && header !== null) return { header, start };
  throw new DomainError("io.safetensors: the header is no JSON object; the file is damaged");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function arrayOf(name: string, entry: unknown, body: Uint8Array): NDArray {
  const caller = `io.safetensors: ${name}`;
  if (!isEntry(entry)) {
    throw new DomainError(`${caller}: its header entry lacks dtype, shape or data_offsets`);
  }
  const {
    dtype,
    shape,
    data_offsets: [first, end],
  } = entry;
  const type = Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  if (type === undefined) {
    const known = Object.keys(TYPES).join(", ");
    throw new DomainError(`${caller}: dtype ${dtype} cannot be read; known are ${known}`);
  }
  if (!(first >= 0 && first <= end && end <= body.length)) {
    throw new DomainError(
      `${caller}: its data at ${first} to ${end} lies outside the ${body.length} bytes of the file; it is damaged or cut off`,
    );
  }
  return decode(caller, { type, little: true, shape, bytes: body.subarray(first, end) });
}

function isEntry(entry: unknown): entry is Entry {
  if (typeof entry !== "object" || entry === null) return false;
  const { dtype, shape, data_offsets: offsets } = entry as Record<string, unknown>;
  return (
    typeof dtype === "string" && areNumbers(shape) && areNumbers(offsets) && offsets.length === 2
  );
}

function areNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}
