import { statSync } from "node:fs";

/** The file that a path means, TypeScript's endings included; null when there is none. */
export function existingFile(path: string): string | null {
  return candidates(path).find(isFile) ?? null;
}

const candidates = (path: string): readonly string[] => [
  path,
  ...(/\.m?js$/.test(path) ? [path.replace(/js$/, "ts")] : []),
  ...[".ts", ".mts", ".js", ".mjs", ".json"].map((ending) => path + ending),
  ...["/index.ts", "/index.js"].map((ending) => path + ending),
];

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
