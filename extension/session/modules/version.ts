import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { existingFile } from "./candidates.js";

/**
 * A version of a file: a hash of its text and of every file it imports by a relative path, in turn, so
 * that an edit anywhere below gives a new version. The same texts give the same one, and with it the
 * module instance that is already loaded.
 */
export function versionOf(path: string): string {
  const hash = createHash("sha256");
  for (const [file, text] of textsBelow(path)) hash.update(`${file}\0${text.length}\0${text}`);
  return hash.digest("hex").slice(0, 12);
}

/** A file and what it imports by relative paths, in turn: path to text. */
export function textsBelow(path: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(path)) return seen;
  const text = readFileSync(path, "utf8");
  seen.set(path, text);
  for (const specifier of relativeImports(text)) {
    const file = existingFile(resolve(dirname(path), specifier));
    if (file !== null) textsBelow(file, seen);
  }
  return seen;
}

/** Also finds what only looks like an import, in a comment or a string: that costs a hash, no more. */
function relativeImports(text: string): string[] {
  const pattern = /(?:from|import|require)\s*\(?\s*["'](\.{1,2}(?:\/[^"'\n]*)?)["']/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}
