/** Bytes and numbers ⇄ base64, little-endian (as is every platform that VS Code runs on). */

const PIECE = 0x8000;
const FLOAT32_MAX = 3.4028234663852886e38;

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
