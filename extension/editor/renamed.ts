import type { Uri } from "vscode";

/** A file, or a folder with all that is in it, under a new name. */
export interface Rename {
  readonly oldUri: Uri;
  readonly newUri: Uri;
}

/** Where a file is after a rename; null when it was not touched by it. */
export function afterRename(file: Uri, { oldUri, newUri }: Rename): string | null {
  if (file.toString() === oldUri.toString()) return newUri.toString();
  const folder = `${oldUri.path}/`;
  if (file.scheme !== oldUri.scheme || !file.path.startsWith(folder)) return null;
  return newUri.with({ path: `${newUri.path}/${file.path.slice(folder.length)}` }).toString();
}
