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
        if (selected) this.accept(notebook);
        else this.#selected.delete(notebook);
      }),
      window.onDidChangeActiveNotebookEditor(() => void this.#select()),
    );
  }

  /**
   * A document that took the place of another while cells ran, for which nobody has chosen a kernel yet. The editor
   * lets one be chosen only for the active notebook.
   */
  expect(notebook: NotebookDocument): void {
    if (this.#selected.has(notebook)) return;
    this.#waiting.set(notebook, []);
    void this.#select();
  }

  /** Writes now, or when an expected notebook takes output; in the order of the calls. */
  when(notebook: NotebookDocument, write: () => void): void {
    const waiting = this.#waiting.get(notebook);
    if (waiting === undefined) write();
    else waiting.push(write);
  }

  /** Who runs a notebook's cells was chosen for it. */
  accept(notebook: NotebookDocument): void {
    this.#selected.add(notebook);
    const waiting = this.#waiting.get(notebook) ?? [];
    this.#waiting.delete(notebook);
    for (const write of waiting) write();
  }

  /** Nobody waits for it any more. */
  forget(notebook: NotebookDocument): void {
    this.#waiting.delete(notebook);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#waiting.clear();
  }

  async #select(): Promise<void> {
    const active = window.activeNotebookEditor?.notebook;
    if (active === undefined || !this.#waiting.has(active)) return;
    await commands.executeCommand("notebook.selectKernel", OURS);
  }
}
