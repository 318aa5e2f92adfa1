// Copies the declarations that the language service reads, without a browser's.
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const packageFolder = (/** @type {string} */ name) =>
  dirname(require.resolve(`${name}/package.json`));

/** npm packages whose declarations ship. */
export const DECLARATION_PACKAGES = ["typescript", "@types/node", "undici-types"];

const isDeclaration = (/** @type {string} */ path) =>
  path.endsWith(".d.ts") || !/\.[a-z]+$/.test(path);

/** `ts5.6` is for old compilers. */
const wanted = (/** @type {string} */ path) => isDeclaration(path) && !path.includes("ts5.6");

/** Copies everything into `out`. */
export function buildDeclarations(/** @type {string} */ out) {
  for (const name of ["lib", "types"]) rmSync(join(out, name), { recursive: true, force: true });
  const lib = join(packageFolder("typescript"), "lib");
  mkdirSync(join(out, "lib"), { recursive: true });
  for (const name of readdirSync(lib))
    if (/^lib\.(es|decorators)/.test(name) && !name.includes(".full"))
      cpSync(join(lib, name), join(out, "lib", name));
  for (const [name, folder] of [
    ["@types/node", "node"],
    ["undici-types", "undici-types"],
  ])
    cpSync(packageFolder(String(name)), join(out, "types", String(folder)), {
      recursive: true,
      filter: (path) => wanted(path.slice(packageFolder(String(name)).length)),
    });
  cpSync(join(here, "globals.d.ts"), join(out, "types/globals.d.ts"));
}
