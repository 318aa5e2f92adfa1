/**
 * The TypeScript compiler, loaded when the first cell runs: 9 MB that a session without cells never pays.
 * Built, it is a file beside the session's programs, which the language service shares; from source it
 * is the package.
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
  const places = ["./typescript.cjs", "../session/typescript.cjs"];
  const bundled = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return require(bundled.find((path) => existsSync(path)) ?? "typescript") as typeof TypeScript;
}
