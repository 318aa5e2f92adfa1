/** The notebooks for which the editor has chosen our kernel: it takes output only in those. */
import {
  commands,
  Disposable,
  type NotebookController,
  type NotebookDocument,
  window,
} from "vscode";
import { NOTEBOOK_TYPE } from "./notebook-data.js";

const OURS = { id: NOTEBOOK_TYPE, extension: "ntkbook.ntkbook" };

export class SelectedNotebooks implements Disposable {
  readonly #selected = new WeakSet<NotebookDocument>();
  readonly #waiting = new Map<NotebookDocument, (() => void)[]>();
  readonly #subscription: Disposable;

  constructor(controller: NotebookController) {
    this.#subscription = Disposable.from(
      controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
        if (selected) this.#accept(notebook);
        else this.#selected.delete(notebook);
      }),
      window.onDidChangeActiveNotebookEditor(() => void this.#select()),
    );
  }

  /**
   * Writes now, or when the notebook takes output; in the order of the calls. The editor lets a kernel be
   * chosen only for the active notebook.
   */
  when(notebook: NotebookDocument, write: () => void): void {
    if (this.#selected.has(notebook)) return write();
    const waiting = this.#waiting.get(notebook);
    if (waiting !== undefined) return void waiting.push(write);
    this.#waiting.set(notebook, [write]);
    void this.#select();
  }

  /** Nobody waits for it any more. */
  forget(notebook: NotebookDocument): void {
    this.#waiting.delete(notebook);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#waiting.clear();
  }

  #accept(notebook: NotebookDocument): void {
    this.#selected.add(notebook);
    const waiting = this.#waiting.get(notebook) ?? [];
    this.#waiting.delete(notebook);
    for (const write of waiting) write();
  }

  async #select(): Promise<void> {
    const active = window.activeNotebookEditor?.notebook;
    if (active === undefined || !this.#waiting.has(active)) return;
    await commands.executeCommand("notebook.selectKernel", OURS);
  }
}
