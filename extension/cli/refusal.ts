import { FormatError } from "../format/index.js";

/** A file that cannot be read, understood or written: its own words are enough. Other errors are ours. */
export function refusal(error: unknown): string {
  const known =
    error instanceof FormatError ||
    error instanceof SyntaxError ||
    error instanceof TypeError ||
    (error instanceof Error && "code" in error);
  if (known) return error.message;
  throw error;
}
