import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "./root.mjs";

/** The operating system's folder for things that can be had again. */
function systemCache() {
  if (process.platform === "darwin") return join(homedir(), "Library/Caches");
  if (process.platform === "win32") return process.env["LOCALAPPDATA"] ?? homedir();
  return process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
}

const exists = (/** @type {string} */ path) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Where downloads are shared between clones; inside the clone when the system's cache is read-only. */
async function cacheFolder() {
  const shared = join(systemCache(), "ntkbook");
  try {
    await mkdir(shared, { recursive: true });
    return shared;
  } catch {
    return join(ROOT, ".host");
  }
}

/**
 * The cached folder `name`, filled once by `fill`. It appears whole or not at all: a run that is
 * stopped half-way leaves only a folder that nobody uses.
 *
 * @param {string} name with the version in it
 * @param {(folder: string) => Promise<void>} fill
 */
export async function cached(name, fill) {
  const folder = join(await cacheFolder(), name);
  if (await exists(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}.partial-`);
  try {
    await fill(partial);
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another run may have been quicker.
    if (!(await exists(folder))) throw error;
  }
  return folder;
}
