/** float32 ⇄ base64, little-endian (as is every platform that VS Code runs on). */

const PIECE = 0x8000;
const FLOAT32_MAX = 3.4028234663852886e38;

export function encodeFloat32(values: ArrayLike<number>): string {
  const bytes = new Uint8Array(Float32Array.from(values, toFloat32).buffer);
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += PIECE) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + PIECE)));
  }
  return btoa(pieces.join(""));
}

/** @throws when the text is not base64 or its length is not a whole number of float32 values. */
export function decodeFloat32(base64: string): Float32Array {
  const binary = atob(base64);
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

/** A finite float64 beyond float32's range stays finite: it must not be shown as ∞. */
function toFloat32(value: number): number {
  if (!Number.isFinite(value)) return value;
  return Math.max(-FLOAT32_MAX, Math.min(FLOAT32_MAX, value));
}
