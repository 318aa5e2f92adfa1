/** Bytes and numbers ⇄ base64, little-endian (as is every platform that VS Code runs on). */

const PIECE = 0x8000;
const FLOAT32_MAX = 3.4028234663852886e38;

/** Float32 numbers in base64, as far as one power of two brings them into that range. */
export interface EncodedNumbers {
  readonly float32: string;
  /** The numbers are 2 to this times those; left out for 0. */
  readonly exponent?: number;
}

/** Steps that keep the exponent of values that change a little. */
const STEP = 128;
/** 2¹⁰²⁴ is none of float64's numbers. */
const LARGEST_EXPONENT = 896;

/** Values of any size: a kernel far down a deep network has entries of 1e-60. */
export function encodeNumbers(values: ArrayLike<number>): EncodedNumbers {
  const exponent = exponentOf(values);
  if (exponent === 0) return { float32: encodeFloat32(values) };
  const scale = 2 ** exponent;
  return { float32: encodeFloat32(Float64Array.from(values, (value) => value / scale)), exponent };
}

/** @throws as {@link decodeFloat32} does */
export function decodeNumbers({ float32, exponent = 0 }: EncodedNumbers): Numbers {
  const numbers = decodeFloat32(float32);
  return exponent === 0 ? numbers : Float64Array.from(numbers, (value) => value * 2 ** exponent);
}

export type Numbers = Float32Array | Float64Array;

function exponentOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (size > largest && size < Infinity) largest = size;
  }
  const steps = largest === 0 ? 0 : Math.round(Math.log2(largest) / STEP);
  return Math.min(LARGEST_EXPONENT, steps * STEP);
}

export function encodeFloat32(values: ArrayLike<number>): string {
  return encodeBase64(new Uint8Array(Float32Array.from(values, toFloat32).buffer));
}

export function encodeBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += PIECE) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + PIECE)));
  }
  return btoa(pieces.join(""));
}

/** @throws when the text is not base64 or its length is not a whole number of float32 values. */
export function decodeFloat32(base64: string): Float32Array {
  return new Float32Array(decodeBase64(base64).buffer);
}

/** @throws when the text is not base64. */
export function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** A finite float64 beyond float32's range stays finite: it must not be shown as ∞. */
function toFloat32(value: number): number {
  if (!Number.isFinite(value)) return value;
  return Math.max(-FLOAT32_MAX, Math.min(FLOAT32_MAX, value));
}
