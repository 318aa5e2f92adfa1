// The `.vsix`: what the npm package holds, without what only a library and a command line need.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

/** In the npm package alone: the extension has its own ways to run and export, and runs in no page. */
const LIBRARY_ONLY = ["dist/cli", "dist/engine/browser.js"];

/** The paths that a pattern of `files` in package.json names: a path, or all of one kind in a folder. */
function expanded(/** @type {string} */ root, /** @type {string} */ pattern) {
  if (!basename(pattern).startsWith("*")) return [pattern];
  const names = readdirSync(join(root, dirname(pattern)));
  const chosen = names.filter((name) => extname(name) === extname(pattern));
  return chosen.map((name) => `${dirname(pattern)}/${name}`);
}

/** Lay out the extension in a folder of its own, from where vsce packs it. */
export function stageExtension(/** @type {string} */ root, /** @type {string} */ stage) {
  rmSync(stage, { recursive: true, force: true });
  /** @type {{ readonly files: readonly string[] }} */
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const files = manifest.files.filter((path) => !LIBRARY_ONLY.includes(path));
  for (const path of files.flatMap((each) => expanded(root, each)))
    cpSync(join(root, path), join(stage, path), { recursive: true });
  for (const path of LIBRARY_ONLY) rmSync(join(stage, path), { recursive: true, force: true });
  writeFileSync(join(stage, "package.json"), JSON.stringify({ ...manifest, files }, null, 2));
}
