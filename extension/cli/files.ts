import { randomUUID } from "node:crypto";
import { readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { type Notebook, readNotebook, writeNotebook } from "../format/index.js";

/** @throws {@link FormatError} when the file is not a notebook. */
export async function openNotebook(path: string): Promise<Notebook> {
  return readNotebook(await readFile(path));
}

/** Writes the whole file or nothing: into a file beside it, which then takes its place. */
export async function saveNotebook(path: string, notebook: Notebook): Promise<void> {
  const text = writeNotebook(notebook);
  // Behind a link it is the file that is replaced, not the link.
  const target = await realpath(path).catch(() => path);
  const mode = await stat(target).then(
    (found) => found.mode,
    () => undefined,
  );
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text, mode === undefined ? {} : { mode });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
