/** Base64 in standard alphabet with padding. */

export const encodeBase64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

/** Searching for a wrong character, because matching megabytes in one pattern exhausts its stack. */
export function isBase64(value: unknown): boolean {
  if (typeof value !== "string" || value.length % 4 !== 0) return false;
  return !/[^A-Za-z0-9+/]/.test(value.replace(/={1,2}$/, ""));
}

/**
 * Of what is base64 (`isBase64`): other characters would be passed over in silence. In memory of its own, since
 * `Buffer.from` of a text may lie among others.
 */
export function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.byteLength(base64, "base64"));
  Buffer.from(bytes.buffer).write(base64, "base64");
  return bytes;
}
