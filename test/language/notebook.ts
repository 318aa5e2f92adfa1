/** Notebooks as the language service sees them, and places in their cells as a person points at them. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Answers,
  type Arguments,
  LanguageService,
  type Question,
} from "../../extension/language/language-service.js";
import { Lines } from "../../extension/language/lines.js";
import type { CellText, Place, Position, TextEdit } from "../../extension/language/protocol.js";

const dist = (path: string) => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));

/** One for all tests of a file, as in the editor: the libraries are read once. */
export const service = new LanguageService({
  lib: dist("language/lib"),
  engine: dist("types/engine/index.d.ts"),
  types: dist("language/types"),
});

type Source = string | (Partial<CellText> & { readonly text: string });

let opened = 0;

export class OpenNotebook {
  readonly notebook = `notebook:${++opened}`;
  readonly folder: string;
  cells: readonly CellText[] = [];

  constructor(
    sources: readonly Source[],
    folder = mkdtempSync(join(tmpdir(), "ntkbook-language-")),
  ) {
    this.folder = folder;
    this.set(sources);
  }

  /** The cells from now on; each keeps its name, `c0`, `c1`, …, unless it brings one. */
  set(sources: readonly Source[]): void {
    this.cells = sources.map((source, index) => ({
      cell: `c${index}`,
      number: index + 1,
      language: "ntkbook-typescript",
      ran: false,
      ...(typeof source === "string" ? { text: source } : source),
    }));
    service.update({ notebook: this.notebook, folder: this.folder, cells: this.cells });
  }

  ask<Q extends Question>(question: Q, cell: string, ...rest: Arguments[Q]): Answers[Q] {
    return service.ask({ question, notebook: this.notebook, cell, rest });
  }

  text(cell: string): string {
    return this.cells.find((one) => one.cell === cell)?.text ?? "";
  }

  /** The place in cell `index` where `mark` stands, with `|` for the cursor (its end without one). */
  at(index: number, mark: string): [cell: string, position: Position] {
    const cell = this.cells[index];
    if (cell === undefined) throw new Error(`no cell ${index}`);
    const cursor = mark.includes("|") ? mark.indexOf("|") : mark.length;
    const start = cell.text.indexOf(mark.replace("|", ""));
    if (start === -1) throw new Error(`no ${mark} in ${cell.text}`);
    return [cell.cell, new Lines(cell.text).positionAt(start + cursor)];
  }

  /** `c1: text of the place`, or the end of the file's name. */
  told(places: readonly Place[]): string[] {
    return places.map(({ target, range }) => {
      if ("file" in target) return target.file.replace(/^.*\/(?=[^/]+\/[^/]+$)/, "");
      const text = this.text(target.cell);
      const lines = new Lines(text);
      return `${target.cell}: ${text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end))}`;
    });
  }

  /** The faults of a cell: `code text`. */
  faults(index: number): string[] {
    const cell = this.cells[index]?.cell ?? "";
    const faults = this.ask("diagnose", cell).filter(({ severity }) => severity !== "hint");
    return faults.map(({ code, range }) => {
      const [place] = this.told([{ target: { cell }, range }]);
      return `${code} ${place?.slice(cell.length + 2) ?? ""}`;
    });
  }

  completions(index: number, mark: string): string[] {
    return this.ask("complete", ...this.at(index, mark)).items.map(({ name }) => name);
  }
}

export const notebookOf = (...sources: Source[]): OpenNotebook => new OpenNotebook(sources);

export function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = new Lines(text);
  return edits
    .toSorted((a, b) => lines.offsetAt(b.range.start) - lines.offsetAt(a.range.start))
    .reduce(
      (result, { range, newText }) =>
        result.slice(0, lines.offsetAt(range.start)) +
        newText +
        result.slice(lines.offsetAt(range.end)),
      text,
    );
}

// The libraries are read before the clock of the first test runs.
notebookOf("1").faults(0);
