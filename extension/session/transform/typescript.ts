/**
 * The TypeScript compiler, loaded when the first cell runs: 9 MB that a session without cells never pays.
 * Built, it is a file beside the session; from source it is the package.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type TypeScript from "typescript";

let loaded: typeof TypeScript | null = null;

export function typescript(): typeof TypeScript {
  loaded ??= load();
  return loaded;
}

function load(): typeof TypeScript {
  const require = createRequire(import.meta.url);
  const bundled = new URL("./typescript.cjs", import.meta.url);
  const path = existsSync(bundled) ? fileURLToPath(bundled) : "typescript";
  return require(path) as typeof TypeScript;
}
