/**
 * A cell as TypeScript sees it: a module that begins with what earlier cells declared and what this one
 * hands on, in one line, so that a bracket left open while typing cannot swallow it.
 */
import type ts from "typescript";
import { typescript } from "../session/transform/typescript.js";
import type { CellAnalysis } from "./analysis.js";
import { Lines } from "./lines.js";
import type { CellText, Position, Range } from "./protocol.js";

/** A name of the notebook and the module that declares it. */
export interface Binding {
  readonly name: string;
  /** File name of the declaring cell's module. */
  readonly file: string;
  /** A variable that cells may assign to, and this cell does. */
  readonly assigned: boolean;
}

export type ModuleParts = Pick<
  CellModule,
  "file" | "source" | "analysis" | "bindings" | "redeclared"
>;

export class CellModule {
  readonly text: string;
  readonly snapshot: ts.IScriptSnapshot;
  readonly lines: Lines;
  /** Where in the module the names stand that come from other cells. */
  readonly #imported = new Map<string, number>();
  readonly #prelude: number;

  readonly file: string;
  readonly source: CellText;
  readonly analysis: CellAnalysis;
  /** What it takes from other cells. */
  readonly bindings: readonly Binding[];
  /** What it declares anew. */
  readonly redeclared: ReadonlySet<string>;

  constructor(
    { file, source, analysis, bindings, redeclared }: ModuleParts,
    readonly version: number,
  ) {
    this.file = file;
    this.source = source;
    this.analysis = analysis;
    this.bindings = bindings;
    this.redeclared = redeclared;
    const exports = exportsOf(analysis);
    const prelude = `${exports}${this.#imports(exports.length)}\n\n`;
    this.#prelude = prelude.length;
    this.text = prelude + withObject(source.text, analysis);
    this.snapshot = typescript().ScriptSnapshot.fromString(this.text);
    this.lines = new Lines(source.text);
  }

  /** The cell's own text within the module. */
  get span(): ts.TextSpan {
    return { start: this.#prelude, length: this.text.length - this.#prelude };
  }

  /** The place in the prelude of a name that comes from another cell. */
  importedAt(name: string): number | undefined {
    return this.#imported.get(name);
  }

  /** The name from another cell that stands in the prelude at `offset`. */
  importedName(offset: number): string | undefined {
    return [...this.#imported].find(([, place]) => place === offset)?.[0];
  }

  isPrelude(offset: number): boolean {
    return offset < this.#prelude;
  }

  /** Is the place in the prelude, or amid brackets that the person did not write? */
  isHidden(offset: number): boolean {
    const { object } = this.analysis;
    const opened = object === null ? Infinity : this.#prelude + object.start;
    return this.isPrelude(offset) || (offset > opened && offset < opened + OPEN.length);
  }

  toModule(offset: number): number {
    const { object } = this.analysis;
    const opened = object !== null && offset >= object.start ? OPEN.length : 0;
    const closed = object !== null && offset > object.end ? CLOSE.length : 0;
    return this.#prelude + offset + opened + closed;
  }

  /** What stands in the prelude belongs to the beginning of the cell. */
  toCell(offset: number): number {
    const { object } = this.analysis;
    const inner = Math.max(offset - this.#prelude, 0);
    if (object === null || inner <= object.start) return inner;
    const behind = Math.max(inner - OPEN.length, object.start);
    return behind <= object.end ? behind : Math.max(behind - CLOSE.length, object.end);
  }

  offsetAt(position: Position): number {
    return this.toModule(this.lines.offsetAt(position));
  }

  range({ start, length }: ts.TextSpan): Range {
    return this.lines.range(this.toCell(start), this.toCell(start + length));
  }

  /** @param start - where the imports begin in the module */
  #imports(start: number): string {
    return this.bindings.reduce((text, { name, file, assigned }) => {
      const specifier = JSON.stringify(`./${file.slice(file.lastIndexOf("/") + 1)}`);
      const before = assigned ? "declare let " : "import { ";
      this.#imported.set(name, start + text.length + before.length);
      const after = assigned ? `: typeof import(${specifier}).${name}; ` : ` } from ${specifier}; `;
      return text + before + name + after;
    }, "");
  }
}

/** Brackets make braces an object; the semicolon keeps them from being a call. */
const OPEN = ";(";
const CLOSE = ")";

function withObject(text: string, { object }: CellAnalysis): string {
  if (object === null) return text;
  const { start, end } = object;
  return `${text.slice(0, start)}${OPEN}${text.slice(start, end)}${CLOSE}${text.slice(end)}`;
}

function exportsOf({ declarations, exported }: CellAnalysis): string {
  const names = new Set(declarations.map(({ name }) => name).filter((one) => !exported.has(one)));
  return `export { ${[...names].join(", ")} }; `;
}
