/** Base64 in standard alphabet with padding. */

export const encodeBase64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

/** In memory of their own: `Buffer.from` of a text may lie among others. */
export function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.byteLength(base64, "base64"));
  Buffer.from(bytes.buffer).write(base64, "base64");
  return bytes;
}
