import { FormatError } from "../format/index.js";

/** A file that cannot be read, understood or written: its own words are enough. Other errors are ours. */
export function refusal(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  if ("code" in error) return systemWords(error);
  const known =
    error instanceof FormatError || error instanceof SyntaxError || error instanceof TypeError;
  if (known) return error.message;
  throw error;
}

/** What the system's codes mean for somebody who named a file. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "There is no such file or folder",
  EISDIR: "This is a folder; name the files in it",
  ENOTDIR: "A part of this path is a file and not a folder",
  EACCES: "You may not read or write this",
  EPERM: "The system does not permit it",
  EROFS: "This can only be read",
  ENOSPC: "The disk is full",
  ENAMETOOLONG: "The name is too long",
};

/** `There is no such file or folder (ENOENT: no such file or directory, open 'a.ntkbook').` */
function systemWords({ message, code }: Error & { readonly code?: unknown }): string {
  const words = WORDS[String(code)];
  return words === undefined ? message : `${words} (${message}).`;
}
