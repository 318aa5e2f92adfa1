// Runs on a fresh clone: imports node: built-ins only.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { npm } from "./command.mjs";
import { ROOT } from "./root.mjs";
import { step } from "./say.mjs";

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Packages */

/** What a lock file lists, by folder; nothing when there is no such file. */
async function packages(/** @type {string} */ path) {
  try {
    const lock = JSON.parse(await readFile(join(ROOT, path), "utf8"));
    return /** @type {Packages} */ (lock.packages ?? {});
  } catch {
    return /** @type {Packages} */ ({});
  }
}

/** Whether npm installed what package-lock.json wants (it may leave out other platforms' packages). */
async function installed() {
  const [wanted, present] = await Promise.all([
    packages("package-lock.json"),
    packages("node_modules/.package-lock.json"),
  ]);
  return Object.entries(wanted).every(
    ([folder, { version, optional }]) =>
      folder === "" || optional || present[folder]?.version === version,
  );
}

/** `npm ci` when node_modules is missing or differs from the lock file. */
export async function ensureDependencies() {
  if (await installed()) return;
  // No install script is needed, and an optional one (vsce's keytar) would compile for a minute.
  const args = ["ci", "--include=dev", "--ignore-scripts"];
  await step("Installing the development dependencies (npm ci)", () => npm(args, ROOT));
}
