/** Imports of cells: resolved from the notebook's folder, by the rules in modules/. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { existingFile } from "../modules/candidates.js";
import { CELL_IMPORT } from "../modules/rules.js";
import { rejectFaults } from "../modules/source.js";
import { textsBelow } from "../modules/version.js";
import type { Scope } from "../scope.js";
import type { ImportedNames } from "../transform/runtime.js";
import { ModuleFunctions } from "./module-functions.js";

type Namespace = Readonly<Record<string, unknown>>;

export class Importer {
  /** What `import.meta` is in a cell. */
  readonly meta: object;
  /** Of all modules that cells loaded. */
  readonly functions = new ModuleFunctions();
  #count = 0;

  constructor(
    readonly folder: string,
    readonly scope: Scope,
  ) {
    this.meta = Object.freeze({ url: pathToFileURL(`${folder}/`).href, dirname: folder });
  }

  /** `import(specifier)`; numbered, because Node remembers what a specifier resolved to. */
  async load(specifier: string, options?: ImportCallOptions): Promise<Namespace> {
    try {
      const numbered = `${CELL_IMPORT}${++this.#count}:${specifier}`;
      const module = (await import(numbered, options)) as Namespace;
      this.functions.add(module);
      return module;
    } catch (error) {
      if (error instanceof SyntaxError) rejectFaultyFile(specifier, this.folder);
      throw isMissing(error, this.folder) ? notFound(specifier, this.folder) : error;
    }
  }

  /** An import declaration: its names become constants of the notebook. */
  async bind(specifier: string, names: ImportedNames, options?: ImportCallOptions): Promise<void> {
    const module = await this.load(specifier, options);
    for (const [local, exported] of names) {
      const holder = exported === "*" ? { "*": module } : holderOf(module, exported);
      if (holder !== null) this.scope.import(local, holder[exported]);
      else this.scope.declareMissing(local, `"${specifier}" has no export named "${exported}".`);
    }
  }
}

/** CommonJS names that Node could not foresee are found on the default export. */
function holderOf(module: Namespace, exported: string): Namespace | null {
  if (exported in module) return module;
  const fallback = module["default"];
  return isObject(fallback) && exported in fallback ? fallback : null;
}

const isObject = (value: unknown): value is Namespace =>
  (typeof value === "object" && value !== null) || typeof value === "function";

/** V8 does not tell where in a JavaScript file a syntax error is; our parser does. */
function rejectFaultyFile(specifier: string, folder: string): void {
  const path = specifier.startsWith(".") ? existingFile(resolve(folder, specifier)) : null;
  if (path === null) return;
  for (const [file, text] of textsBelow(path))
    if (!file.endsWith(".json")) rejectFaults(file, text);
}

/** Missing for the cell itself, not for a module it imports. */
function isMissing(error: unknown, folder: string): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ERR_MODULE_NOT_FOUND" && importedFrom(error.message) === folder;
}

const importedFrom = (message: string) => / imported from (.*?)[/\\]?$/m.exec(message)?.[1] ?? null;

function notFound(specifier: string, folder: string): Error {
  const isPath = /^[./]|^[a-z]+:/i.test(specifier);
  const advice = isPath
    ? "Paths are relative to the notebook's folder."
    : `Install it there: npm install ${specifier}`;
  return new Error(`Cannot find "${specifier}" from ${folder}. ${advice}`);
}
