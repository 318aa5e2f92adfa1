/** The modules of a notebook's cells: which cell sees whose names. */
import type { DeclarationKind } from "../session/transform/declarations.js";
import { analyseCell } from "./analysis.js";
import { type Binding, CellModule, type ModuleParts } from "./cell-module.js";
import type { CellText } from "./protocol.js";

interface Declared {
  readonly file: string;
  readonly kind: DeclarationKind;
}

type AnalysedCell = Pick<ModuleParts, "source" | "file" | "analysis">;

/** What cells may assign to at run time. */
const assignable: readonly DeclarationKind[] = ["let", "var", "function"];

export class CellModules {
  readonly #fileOf: (cell: CellText) => string;
  #modules: readonly CellModule[] = [];
  #versions = 0;

  /** @param fileOf - the name of a cell's module */
  constructor(fileOf: (cell: CellText) => string) {
    this.#fileOf = fileOf;
  }

  get all(): readonly CellModule[] {
    return this.#modules;
  }

  ofCell(cell: string): CellModule | undefined {
    return this.#modules.find(({ source }) => source.cell === cell);
  }

  ofFile(file: string): CellModule | undefined {
    return this.#modules.find((module) => module.file === file);
  }

  /** Takes the cells as they are now; false when nothing changed. */
  update(sources: readonly CellText[]): boolean {
    const before = this.#modules;
    const cells = sources.map((source) => this.#analysed(source));
    const later = laterNames(cells);
    const visible = new Map<string, Declared>();
    this.#modules = cells.map((cell) => {
      for (const { name } of cell.analysis.declarations) later.get(name)?.delete(cell.file);
      const names = cell.analysis.declarations.map(({ name }) => name);
      const redeclared = new Set(names.filter((name) => visible.has(name)));
      const module = this.#module({
        ...cell,
        bindings: bindingsOf(cell, visible, later),
        redeclared,
      });
      for (const { name, kind } of cell.analysis.declarations)
        visible.set(name, { file: cell.file, kind });
      return module;
    });
    return (
      before.length !== this.#modules.length ||
      before.some((module, index) => module !== this.#modules[index])
    );
  }

  #analysed(source: CellText): AnalysedCell {
    const file = this.#fileOf(source);
    const before = this.ofFile(file);
    const analysis =
      before?.source.text === source.text ? before.analysis : analyseCell(source.text);
    return { source, file, analysis };
  }

  /** A module whose text stays stays itself, with its version. */
  #module(parts: ModuleParts): CellModule {
    const before = this.ofFile(parts.file);
    const module = new CellModule(parts, this.#versions + 1);
    if (before?.text !== module.text) this.#versions += 1;
    else if (before.source.number === parts.source.number) return before;
    else return new CellModule(parts, before.version);
    return module;
  }
}

/** Names of cells that have run already, each with the cells that declare it, in their order. */
function laterNames(cells: readonly AnalysedCell[]): Map<string, Map<string, Declared>> {
  const names = new Map<string, Map<string, Declared>>();
  for (const { source, file, analysis } of cells)
    if (source.ran)
      for (const { name, kind } of analysis.declarations) {
        const places = names.get(name) ?? new Map<string, Declared>();
        names.set(name, places.set(file, { file, kind }));
      }
  return names;
}

/**
 * The latest binding above wins; a name that only cells below declare is seen when they have run, since
 * then it exists.
 */
function bindingsOf(
  { analysis, source }: AnalysedCell,
  above: ReadonlyMap<string, Declared>,
  later: ReadonlyMap<string, ReadonlyMap<string, Declared>>,
): Binding[] {
  const own = new Set(analysis.declarations.map(({ name }) => name));
  const below = [...later].flatMap(([name, places]) => {
    const [first] = places.values();
    return first === undefined || above.has(name) ? [] : [[name, first] as const];
  });
  return [...above, ...below]
    .filter(([name]) => !own.has(name))
    .map(([name, { file, kind }]) => ({
      name,
      file,
      assigned:
        source.language !== "javascript" &&
        analysis.assigned.has(name) &&
        assignable.includes(kind),
    }));
}
