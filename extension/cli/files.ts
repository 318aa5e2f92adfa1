import { randomUUID } from "node:crypto";
import {
  access,
  constants,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { dirname } from "node:path";
import { type Notebook, readNotebook, writeNotebook } from "../format/index.js";

export interface OpenNotebook {
  readonly notebook: Notebook;
  /** Whether the file is still what was read: somebody may edit it while its cells run. */
  readonly isUnchanged: () => Promise<boolean>;
}

/** @throws {@link FormatError} when the file is not a notebook. */
export async function openNotebook(path: string): Promise<OpenNotebook> {
  const bytes = await readFile(path);
  return {
    notebook: readNotebook(bytes),
    isUnchanged: async () => bytes.equals(await readFile(path)),
  };
}

/**
 * To be asked before the cells run, and not after an hour of them.
 *
 * @throws the system's error when the file is write-protected or its folder is not there.
 */
export async function checkWritable(path: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  await access(dirname(target), constants.W_OK);
  const exists = await access(target).then(
    () => true,
    () => false,
  );
  if (exists) await access(target, constants.W_OK);
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
