// The `.vsix`: what the npm package holds, without what only that needs, and with the gallery of examples.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

/** In the npm package alone: the extension has its own ways to run and export, and runs in no page. */
const LIBRARY_ONLY = ["dist/cli", "dist/engine/browser.js"];

/** In the extension alone: its gallery. */
const EXTENSION_ONLY = ["examples/*.ntkbook"];

/** The paths that a pattern of `files` in package.json names: a path, or all of one kind in a folder. */
function expanded(/** @type {string} */ root, /** @type {string} */ pattern) {
  if (!basename(pattern).startsWith("*")) return [pattern];
  const names = readdirSync(join(root, dirname(pattern)));
  const chosen = names.filter((name) => extname(name) === extname(pattern));
  return chosen.map((name) => `${dirname(pattern)}/${name}`);
}

/**
 * Take the PNGs out of a notebook file where the same picture stands beside them as SVG: a third of all that
 * ships, and seen by nobody who has the extension.
 */
function lighten(/** @type {string} */ file) {
  const notebook = JSON.parse(readFileSync(file, "utf8"));
  for (const { outputs = [] } of notebook.cells)
    for (const output of outputs) {
      /** @type {readonly { readonly mime: string }[]} */
      const items = output.items;
      const isDrawn = items.some(({ mime }) => mime === "image/svg+xml");
      output.items = items.filter(({ mime }) => !isDrawn || mime !== "image/png");
    }
  writeFileSync(file, `${JSON.stringify(notebook, null, 2)}\n`);
}

/** Lay out the extension in a folder of its own, from where vsce packs it. */
export function stageExtension(/** @type {string} */ root, /** @type {string} */ stage) {
  rmSync(stage, { recursive: true, force: true });
  /** @type {{ readonly files: readonly string[] }} */
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const shared = manifest.files.filter((path) => !LIBRARY_ONLY.includes(path));
  const files = [...shared, ...EXTENSION_ONLY];
  for (const path of files.flatMap((each) => expanded(root, each)))
    cpSync(join(root, path), join(stage, path), { recursive: true });
  for (const path of EXTENSION_ONLY.flatMap((each) => expanded(root, each)))
    lighten(join(stage, path));
  for (const path of LIBRARY_ONLY) rmSync(join(stage, path), { recursive: true, force: true });
  writeFileSync(join(stage, "package.json"), JSON.stringify({ ...manifest, files }, null, 2));
}
