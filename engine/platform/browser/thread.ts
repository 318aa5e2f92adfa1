import { NtkbookError } from "../../errors.js";

/** @throws {@link NtkbookError} always: in a page one thread computes, so that none is ever started. */
export function startThread(): never {
  throw new NtkbookError("threads: in a page one thread computes; leave out setThreads");
}

export const ownThread = startThread;
