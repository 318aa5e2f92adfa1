/**
 * How imports are found, on top of Node's own resolution:
 * - a cell's import is resolved from the notebook's folder;
 * - `"ntkbook"` is the bundled engine for everyone, one instance even beside a node_modules/ntkbook;
 * - relative files may be TypeScript, and are found without their ending, or by the `.js` it will have;
 * - files of one's own carry a version, so that an edited file is loaded afresh (version.ts).
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { existingFile } from "./candidates.js";
import { versionOf } from "./version.js";

/** Marks a cell's import: `ntkbook-import:17:./model.ts`. */
export const CELL_IMPORT = "ntkbook-import:";

export interface ModuleSettings {
  readonly folder: string;
  /** URL of the engine's index. */
  readonly engine: string;
}

export interface Request {
  readonly specifier: string;
  readonly parentURL: string | undefined;
}

/** What to ask Node for. */
export function redirect({ specifier, parentURL }: Request, settings: ModuleSettings): Request {
  if (specifier.startsWith(CELL_IMPORT)) {
    const written = specifier.slice(specifier.indexOf(":", CELL_IMPORT.length) + 1);
    const folder = pathToFileURL(`${settings.folder}/`).href;
    return redirect({ specifier: written, parentURL: folder }, settings);
  }
  if (specifier === "ntkbook") return { specifier: settings.engine, parentURL };
  return { specifier: withEnding(specifier, parentURL), parentURL };
}

/** The URL a module is loaded under, from the one it was found under. */
export function versioned(url: string, { engine }: ModuleSettings): string {
  if (!isOwnFile(url) || url.startsWith(new URL(".", engine).href)) return url;
  if (!/\.(?:[jt]s|m[jt]s|json)$/.test(url)) return url;
  return `${url}?v=${versionOf(fileURLToPath(url))}`;
}

function withEnding(specifier: string, parentURL: string | undefined): string {
  if (!/^(?:\.{1,2}(?:\/|$)|\/|file:)/.test(specifier) || !isOwnFile(parentURL)) return specifier;
  const found = existingFile(fileURLToPath(new URL(specifier, parentURL)));
  return found === null ? specifier : pathToFileURL(found).href;
}

/** Packages are written for Node's own rules. */
const isOwnFile = (url: string | undefined): url is string =>
  url?.startsWith("file:") === true && !url.includes("/node_modules/");
