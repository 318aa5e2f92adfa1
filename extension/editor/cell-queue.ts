import type { NotebookCell, NotebookCellExecution, NotebookController } from "vscode";

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
    return this.#waiting.some(({ execution }) => execution.cell === cell);
  }

  /** None of them runs any more. */
  clear(): void {
    for (const { execution } of this.#waiting.splice(0)) execution.end(undefined);
  }
}
