import { FormatError } from "./error.js";

/** Bytes of a file as text. @throws {FormatError} where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8(bytes);
  }
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

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
