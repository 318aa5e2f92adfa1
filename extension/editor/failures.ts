import type { NotebookCell } from "vscode";
import type { CellError, RunResult } from "../session/protocol.js";
import { cellId } from "./cell-ids.js";

/** A place in a cell, which is named by its id. */
export type ErrorPlace = NonNullable<CellError["location"]>;

/** Where the errors of the cells that failed came from. */
export class Failures {
  readonly #places = new Map<string, ErrorPlace>();

  /** @param cell - its id, under which it is known in whatever document the notebook is saved to */
  ended(cell: string, result: RunResult): void {
    const place = result.ok ? null : result.error.location;
    if (place === null) this.#places.delete(cell);
    else this.#places.set(cell, place);
  }

  /** Null when the cell does not show an error, or its error came from no cell. */
  placeOf(cell: NotebookCell): ErrorPlace | null {
    const shown = cell.executionSummary?.success === false && cell.outputs.length > 0;
    return (shown && this.#places.get(cellId(cell))) || null;
  }
}
