/** The notebooks for which our kernel was chosen: the editor takes output in no other. */
import {
  commands,
  Disposable,
  type NotebookController,
  type NotebookDocument,
  window,
} from "vscode";
import { NOTEBOOK_TYPE } from "./notebook-data.js";

const OURS = { id: NOTEBOOK_TYPE, extension: "ntkbook.ntkbook" };

export class ChosenNotebooks implements Disposable {
  readonly #chosen = new WeakSet<NotebookDocument>();
  /** What is to be done once the editor has chosen. */
  readonly #awaited = new Map<NotebookDocument, () => void>();
  readonly #subscription: Disposable;

  constructor(controller: NotebookController) {
    this.#subscription = Disposable.from(
      controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
        if (selected) this.accept(notebook);
        else this.#chosen.delete(notebook);
      }),
      window.onDidChangeVisibleNotebookEditors(() => void this.#ask()),
    );
  }

  /**
   * Has our kernel chosen as soon as the notebook is on the screen: the editor chooses for views, not for
   * documents.
   */
  whenChosen(notebook: NotebookDocument, done: () => void): void {
    if (this.#chosen.has(notebook)) return done();
    this.#awaited.set(notebook, done);
    void this.#ask();
  }

  /** Its cells are run by us: it was chosen. */
  accept(notebook: NotebookDocument): void {
    this.#chosen.add(notebook);
    const done = this.#awaited.get(notebook);
    this.#awaited.delete(notebook);
    done?.();
  }

  /** Nobody waits for it any more. */
  forget(notebook: NotebookDocument): void {
    this.#awaited.delete(notebook);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#awaited.clear();
  }

  async #ask(): Promise<void> {
    for (const notebookEditor of window.visibleNotebookEditors)
      if (this.#awaited.has(notebookEditor.notebook))
        await commands.executeCommand("notebook.selectKernel", { ...OURS, notebookEditor });
  }
}
