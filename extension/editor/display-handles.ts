import type { NotebookCell, NotebookCellOutput } from "vscode";

/** Where the shown values of a notebook are that a later display may replace, also from another cell. */
export class DisplayHandles {
  readonly #places = new Map<string, { cell: NotebookCell; output: NotebookCellOutput }>();

  get(handle: string | null): NotebookCellOutput | undefined {
    return handle === null ? undefined : this.#places.get(handle)?.output;
  }

  set(handle: string | null, cell: NotebookCell, output: NotebookCellOutput): void {
    if (handle !== null) this.#places.set(handle, { cell, output });
  }

  /** These cells were cleared: what is shown next under their handles is a new output. */
  forget(cleared: ReadonlySet<NotebookCell>): void {
    for (const [handle, { cell }] of this.#places)
      if (cleared.has(cell)) this.#places.delete(handle);
  }

  clear(): void {
    this.#places.clear();
  }
}
