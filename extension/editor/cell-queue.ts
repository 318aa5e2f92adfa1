import type { NotebookCell, NotebookCellExecution, NotebookController } from "vscode";
import { isDeleted } from "./cell-run.js";

/** What is to run in a cell's place: the whole cell as it then is, when there is no text here. */
export interface CellPart {
  readonly cell: NotebookCell;
  readonly source: string | undefined;
}

export interface Queued {
  readonly execution: NotebookCellExecution;
  readonly source: string | undefined;
}

/** Cells that wait for their turn, which the editor shows. */
export class CellQueue {
  readonly #controller: NotebookController;
  readonly #waiting: Queued[] = [];
  #paused: readonly CellPart[] = [];

  constructor(controller: NotebookController) {
    this.#controller = controller;
  }

  add(parts: readonly CellPart[]): void {
    for (const { cell, source } of parts)
      this.#waiting.push({
        execution: this.#controller.createNotebookCellExecution(cell),
        source,
      });
  }

  next(): Queued | undefined {
    return this.#waiting.shift();
  }

  holds(cell: NotebookCell): boolean {
    return (
      this.#waiting.some(({ execution }) => execution.cell === cell) ||
      this.#paused.some((part) => part.cell === cell)
    );
  }

  /** They wait unseen, for {@link announce}: their document takes no executions now. */
  pause(): void {
    const waiting = this.#waiting.map(({ execution, source }) => ({
      cell: execution.cell,
      source,
    }));
    const paused = [...waiting, ...this.#paused];
    this.clear();
    this.#paused = paused;
  }

  /** In the places of those that are paused, the cells of another document. */
  moveTo(heirOf: (cell: NotebookCell) => NotebookCell | undefined): void {
    this.#paused = this.#paused.flatMap(({ cell, source }) => {
      const heir = heirOf(cell);
      return heir === undefined ? [] : [{ cell: heir, source }];
    });
  }

  announce(): void {
    const paused = this.#paused;
    this.#paused = [];
    this.add(paused.filter(({ cell }) => !isDeleted(cell)));
  }

  /** None of them runs any more. */
  clear(): void {
    this.#paused = [];
    for (const { execution } of this.#waiting.splice(0)) execution.end(undefined);
  }
}
