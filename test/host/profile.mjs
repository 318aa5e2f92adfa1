import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SETTINGS } from "./settings.mjs";

/**
 * A temporary VS Code profile, so that the person's own is never touched.
 *
 * @param {Readonly<Record<string, unknown>>} [settings]
 * @typedef {{ folder: string, userData: string, extensions: string, remove: () => Promise<void> }} Profile
 * @returns {Promise<Profile>}
 */
export async function createProfile(settings = SETTINGS) {
  const folder = await mkdtemp(join(tmpdir(), "ntkbook-vscode-"));
  const userData = join(folder, "data");
  const extensions = join(folder, "extensions");
  for (const path of [join(userData, "User"), extensions]) await mkdir(path, { recursive: true });
  await writeFile(join(userData, "User/settings.json"), JSON.stringify(settings, null, 2));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 10 });
  return { folder, userData, extensions, remove };
}
