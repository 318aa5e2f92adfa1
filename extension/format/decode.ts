import { isUtf8 } from "node:buffer";
import { FormatError } from "./error.js";

/** Bytes of a file as text, without its byte order mark. @throws {FormatError} where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  const text = utf8Text(bytes);
  if (text === null) throw notUtf8(bytes);
  return text.replace(/^\uFEFF/, "");
}

/**
 * Text, a byte order mark included; null for bytes that are not UTF-8. Ten times as fast as a strict
 * `TextDecoder`, which is what large files wait for.
 */
export function utf8Text(bytes: Uint8Array): string | null {
  if (!isUtf8(bytes)) return null;
  const { buffer, byteOffset, byteLength } = bytes;
  return Buffer.from(buffer, byteOffset, byteLength).toString("utf8");
}

function notUtf8(bytes: Uint8Array): FormatError {
  const lenient = new TextDecoder();
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    if (!isUtf8(bytes.subarray(start, end))) break;
    line++;
    start = end + 1;
  }
  const column = lenient.decode(bytes.subarray(start)).indexOf("\uFFFD") + 1;
  const message = "this is not UTF-8 text; convert the file to UTF-8 or restore it from a backup.";
  return new FormatError(message, { line, column });
}
