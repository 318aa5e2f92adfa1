import { readFileSync } from "node:fs";
import { DomainError } from "../errors.js";

/**
 * The bytes of a file; relative paths begin at the working folder.
 *
 * @throws {@link DomainError} when it cannot be read.
 */
export function readBytes(caller: string, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError(`${caller}: ${path} cannot be read (${reason})`);
  }
}
