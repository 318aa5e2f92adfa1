/** What TypeScript's language service asks of a notebook: its cells' modules, and the disk. */
import type ts from "typescript";
import { typescript } from "../session/transform/typescript.js";
import type { CellModules } from "./cell-modules.js";
import type { Disk } from "./disk.js";

export interface HostOptions {
  readonly modules: CellModules;
  readonly disk: Disk;
  readonly folder: string;
  readonly options: ts.CompilerOptions;
  /** Files that belong to every notebook. */
  readonly roots: readonly string[];
  /** The folder of TypeScript's own libraries. */
  readonly lib: string;
  /** Counts the changes of the cells. */
  readonly version: () => number;
}

export function languageServiceHost(settings: HostOptions): ts.LanguageServiceHost {
  const { modules, disk, folder, options, roots, lib, version } = settings;
  const { sys, getDefaultLibFileName } = typescript();
  return {
    getCompilationSettings: () => options,
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: (asked) => `${lib}/${getDefaultLibFileName(asked)}`,
    getProjectVersion: () => `${version()}.${disk.generation}`,
    getScriptFileNames: () => [...roots, ...modules.all.map(({ file }) => file)],
    // After a change on the disk, an import that led nowhere may lead somewhere: cells are read anew.
    getScriptVersion: (file) => {
      const module = modules.ofFile(file);
      return module === undefined ? disk.version(file) : `${module.version}.${disk.generation}`;
    },
    getScriptSnapshot: (file) => modules.ofFile(file)?.snapshot ?? disk.snapshot(file),
    fileExists: (file) => modules.ofFile(file) !== undefined || sys.fileExists(file),
    readFile: (file) => modules.ofFile(file)?.text ?? sys.readFile(file),
    directoryExists: (path) => sys.directoryExists(path),
    getDirectories: (path) => sys.getDirectories(path),
    readDirectory: (...query) => sys.readDirectory(...query),
    realpath: (path) => sys.realpath?.(path) ?? path,
    useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
  };
}
