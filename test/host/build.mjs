import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { command } from "./command.mjs";
import { ROOT } from "./root.mjs";
import { step } from "./say.mjs";

/** What a build is made from. */
const SOURCES = [
  "engine",
  "extension",
  "renderer",
  "esbuild.mjs",
  "package.mjs",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.types.json",
];

/** What the `.vsix` takes besides the build. */
const PACKAGED = [...SOURCES, "examples", "README.md", "CHANGELOG.md", "LICENSE"];

/** The packaged extension, as people install it. */
export const VSIX = join(ROOT, "dist/ntkbook.vsix");

/** Files at or below `path`, in a fixed order; none when it does not exist. */
async function filesBelow(/** @type {string} */ path) {
  const absolute = join(ROOT, path);
  try {
    const entries = await readdir(absolute, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => join(entry.parentPath, entry.name)).sort();
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    return code === "ENOTDIR" ? [absolute] : [];
  }
}

/** A digest of the contents, so that a touched but unchanged file builds nothing. */
async function digest(/** @type {readonly string[]} */ paths) {
  const hash = createHash("sha256");
  for (const path of paths)
    for (const file of await filesBelow(path)) hash.update(file).update(await readFile(file));
  return hash.digest("hex");
}

/**
 * Run `node esbuild.mjs ARGS` unless `stamp` in dist/ says that it was run for these sources. A full
 * build empties dist/, the stamps with it.
 *
 * @param {{ title: string, stamp: string, sources: readonly string[], args: readonly string[] }} options
 */
async function ensure({ title, stamp, sources, args }) {
  const file = join(ROOT, "dist", stamp);
  const wanted = await digest(sources);
  const present = await readFile(file, "utf8").catch(() => "");
  if (present === wanted) return;
  await step(title, () => command(process.execPath, ["esbuild.mjs", ...args]));
  await writeFile(file, wanted);
}

const BUILD = { title: "Building", stamp: ".built", sources: SOURCES, args: [] };

/** Build the engine, the session, the extension and the renderers, if their sources changed. */
export async function ensureBuild() {
  await ensure(BUILD);
}

/**
 * Build and package the extension, if anything in it changed.
 *
 * @returns {Promise<string>} the path of the `.vsix`
 */
export async function ensurePackage() {
  await ensure({
    title: "Building and packaging the extension",
    stamp: ".packaged",
    sources: PACKAGED,
    args: ["--package"],
  });
  await writeFile(join(ROOT, "dist", BUILD.stamp), await digest(BUILD.sources));
  return VSIX;
}
