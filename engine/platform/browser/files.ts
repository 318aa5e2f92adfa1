import { DomainError } from "../../errors.js";

/** @throws {@link DomainError} always: pages have no files; fetch the bytes and hand them over. */
export function readBytes(caller: string, path: string): never {
  throw new DomainError(`${caller}: ${path} cannot be read in a page; fetch it and give its bytes`);
}
