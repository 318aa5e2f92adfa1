/** One notebook for TypeScript: its cells as modules of one program. */
import type ts from "typescript";
import { typescript } from "../session/transform/typescript.js";
import type { CellModule } from "./cell-module.js";
import { CellModules } from "./cell-modules.js";
import type { Disk } from "./disk.js";
import { languageServiceHost } from "./host.js";
import { Lines } from "./lines.js";
import type { Edits, LanguageAssets, NotebookText, Place, Position, Range } from "./protocol.js";
import { compilerOptions, PREFERENCES, slashed } from "./settings.js";

/** What all notebooks share. */
export interface SharedLanguage {
  readonly assets: LanguageAssets;
  readonly disk: Disk;
  readonly registry: ts.DocumentRegistry;
}

/** A place in a module: of a cell, or of a file. */
export interface Span {
  readonly fileName: string;
  readonly textSpan: ts.TextSpan;
}

export class NotebookLanguage {
  readonly modules: CellModules;
  readonly service: ts.LanguageService;
  readonly preferences = PREFERENCES;
  readonly folder: string;
  /** The file of the engine's declarations. */
  readonly engine: string;
  readonly #disk: Disk;
  readonly #numbers = new Map<string, number>();
  #version = 0;

  /** @param number - tells the notebooks of one folder apart */
  constructor(folder: string, number: number, { assets, disk, registry }: SharedLanguage) {
    this.folder = slashed(folder);
    this.#disk = disk;
    this.engine = assets.engine;
    this.modules = new CellModules(({ cell, language }) => {
      const index = this.#numbers.get(cell) ?? this.#numbers.size + 1;
      this.#numbers.set(cell, index);
      const extension = language === "javascript" ? "js" : "ts";
      return `${this.folder}/.ntkbook-${number}-${index}.${extension}`;
    });
    const host = languageServiceHost({
      modules: this.modules,
      disk,
      folder: this.folder,
      options: compilerOptions(assets),
      roots: [assets.engine, `${assets.types}/node/index.d.ts`, `${assets.types}/globals.d.ts`],
      lib: assets.lib,
      version: () => this.#version,
    });
    this.service = typescript().createLanguageService(host, registry);
  }

  update({ cells }: NotebookText): void {
    if (this.modules.update(cells)) this.#version += 1;
  }

  /** @throws when the notebook has no such cell: it was deleted meanwhile. */
  cell(cell: string): CellModule {
    const module = this.modules.ofCell(cell);
    if (module === undefined) throw new Error(`There is no cell ${cell}.`);
    return module;
  }

  at(cell: string, position: Position): { readonly module: CellModule; readonly offset: number } {
    const module = this.cell(cell);
    return { module, offset: module.offsetAt(position) };
  }

  /** Does the file ship with us? Nothing in it can be changed. */
  isFixed(file: string): boolean {
    return this.#disk.isFixed(file);
  }

  isPartOfEngine(file: string): boolean {
    return file !== this.engine && file.startsWith(folderOf(this.engine));
  }

  /** A span as a person finds it; null in a prelude, which nobody sees. */
  place({ fileName, textSpan }: Span): Place | null {
    const module = this.modules.ofFile(fileName);
    if (module === undefined)
      return { target: { file: fileName }, range: this.#fileRange(fileName, textSpan) };
    if (module.isPrelude(textSpan.start)) return null;
    return { target: { cell: module.source.cell }, range: module.range(textSpan) };
  }

  edits(changes: readonly ts.FileTextChanges[]): Edits[] {
    return changes.flatMap(({ fileName, textChanges }) => {
      const module = this.modules.ofFile(fileName);
      const target = module === undefined ? { file: fileName } : { cell: module.source.cell };
      const edits = textChanges.flatMap(({ span, newText }) =>
        module === undefined
          ? [{ range: this.#fileRange(fileName, span), newText }]
          : cellEdit(module, span, newText),
      );
      return edits.length === 0 ? [] : [{ target, edits }];
    });
  }

  #fileRange(file: string, { start, length }: ts.TextSpan): Range {
    const text = this.service.getProgram()?.getSourceFile(file)?.text ?? "";
    return new Lines(text).range(start, start + length);
  }
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/"));

/** What TypeScript would insert into the prelude goes to the first line of the cell, as lines. */
function cellEdit(module: CellModule, span: ts.TextSpan, newText: string) {
  if (!module.isPrelude(span.start)) return [{ range: module.range(span), newText }];
  if (span.length > 0) return [];
  const start = module.lines.positionAt(0);
  return [{ range: { start, end: start }, newText: `${newText.trim()}\n` }];
}
