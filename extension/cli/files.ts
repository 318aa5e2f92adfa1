import { randomUUID } from "node:crypto";
import {
  access,
  constants,
  mkdir,
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
 * @throws the system's error when the file is write-protected or its folder is not there
 * @throws {TypeError} when it is a folder
 */
export async function checkWritable(path: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  await refuseFolder(target, path);
  await access(dirname(target), constants.W_OK);
  const exists = await access(target).then(
    () => true,
    () => false,
  );
  if (exists) await access(target, constants.W_OK);
}

export const saveNotebook = (path: string, notebook: Notebook): Promise<void> =>
  saveFile(path, writeNotebook(notebook));

async function refuseFolder(target: string, name: string): Promise<void> {
  const found = await stat(target).catch(() => null);
  if (found?.isDirectory() === true)
    throw new TypeError(`${name} is a folder; name the file to write in it.`);
}

/** Writes the whole file or nothing: into a file beside it, which then takes its place. */
export async function saveFile(path: string, content: string | Uint8Array): Promise<void> {
  // Behind a link it is the file that is replaced, not the link.
  const target = await realpath(path).catch(() => path);
  await refuseFolder(target, path);
  await mkdir(dirname(target), { recursive: true });
  const mode = await stat(target).then(
    (found) => found.mode,
    () => undefined,
  );
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content, mode === undefined ? {} : { mode });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Writes a file that is not there yet, or with `force` replaces it.
 *
 * @throws {TypeError} when it is there
 */
export async function createFile(
  path: string,
  text: string,
  { force }: { readonly force?: true | undefined },
): Promise<void> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists && force !== true) throw new TypeError(`${path} exists; --force replaces it.`);
  await saveFile(path, text);
}
