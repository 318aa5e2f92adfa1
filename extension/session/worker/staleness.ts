/**
 * Which cells read a variable that has changed since they ran. A name has changed when it holds another
 * value after a run than before: what is changed inside a value is not seen.
 */
import type { StaleCell } from "../protocol.js";

/** What a run knows of its cell. */
export interface Reading {
  readonly cell: string;
  /** Every identifier in the cell. */
  readonly mentions: ReadonlySet<string>;
  /** The names that it declares itself. */
  readonly declares: ReadonlySet<string>;
}

export class Staleness {
  /** What each name held after the last run, and how often it has changed. */
  #values = new Map<string, unknown>();
  readonly #versions = new Map<string, number>();
  /** For each cell the versions of what it read. */
  readonly #read = new Map<string, ReadonlyMap<string, number>>();

  /** A cell has run, and the notebook's names now hold these values. */
  ran(reading: Reading | null, values: readonly (readonly [name: string, value: unknown])[]): void {
    for (const [name, value] of values) {
      if (this.#values.has(name) && Object.is(this.#values.get(name), value)) continue;
      this.#versions.set(name, (this.#versions.get(name) ?? 0) + 1);
    }
    this.#values = new Map(values);
    if (reading === null) return;
    const names = [...reading.mentions].filter((name) => !reading.declares.has(name));
    const known = names.filter((name) => this.#versions.has(name));
    this.#read.set(
      reading.cell,
      new Map(known.map((name) => [name, this.#versions.get(name) ?? 0])),
    );
  }

  /** The cells that would give something else now, perhaps, and why. */
  stale(): StaleCell[] {
    return [...this.#read].flatMap(([cell, versions]) => {
      const names = [...versions.keys()].filter(
        (name) => this.#versions.get(name) !== versions.get(name),
      );
      return names.length === 0 ? [] : [{ cell, names }];
    });
  }
}
