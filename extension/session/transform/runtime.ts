/** The names under which a transformed cell finds the session; a cell's own code cannot spell them by accident. */
export const RUNTIME = "__ntkbook";
export const STOP = "__ntkbookStop";

/** A cell's import: the names it binds, each with the export it takes (`*` for the namespace). */
export type ImportedNames = readonly (readonly [local: string, exported: string])[];

/** What a transformed cell calls. */
export interface CellRuntime {
  /** Assigning a property declares a notebook constant: a later assignment throws. */
  readonly constant: Record<string, unknown>;
  /** Assigning a property declares a notebook variable. */
  readonly variable: Record<string, unknown>;
  /** `var` without a value: keeps what the name holds. */
  hoist(names: readonly string[]): void;
  /** What an `await` waits for, given up when the cell is stopped. */
  until(awaited: unknown): unknown;
  /** `import(specifier)` from the notebook's folder. */
  load(specifier: string, options?: ImportCallOptions): Promise<object>;
  /** An import declaration. */
  bind(specifier: string, names: ImportedNames, options?: ImportCallOptions): Promise<void>;
  /** `import.meta` */
  readonly meta: object;
  /** Called when the stop flag is up. */
  stop(): never;
  /** Values of notebook names that are also names of built-ins; see scope.ts. */
  readonly shadow: object;
}
