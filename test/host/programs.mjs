import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

/**
 * The first of `paths` that is a program here, or null.
 *
 * @param {readonly string[]} paths
 */
export async function firstProgram(paths) {
  for (const path of paths) {
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return null;
}

/** Where programs called `names` could be on PATH. */
export function onPath(/** @type {readonly string[]} */ ...names) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
}
