import type { SessionInfo, VariableInfo, VariablesEvent } from "../session/protocol.js";

/** What a session has told of itself so far. */
export class SessionFacts {
  /** What it runs on; null before it is ready. */
  info: SessionInfo | null = null;
  /** Bytes of memory that its process holds; null while that is not known. */
  memory: number | null = null;
  /** What the notebook's names hold since the last run. */
  variables: readonly VariableInfo[] = [];
  #stale: ReadonlyMap<string, readonly string[]> = new Map();

  /** The variables that a cell read and that have changed since it ran. */
  changedSince(cell: string): readonly string[] {
    return this.#stale.get(cell) ?? [];
  }

  /** After a run. */
  ran({ variables, stale }: VariablesEvent): void {
    this.variables = variables;
    this.#stale = new Map(stale.map(({ cell, names }) => [cell, names]));
  }
}
