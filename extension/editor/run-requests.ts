import { Disposable, type NotebookDocument } from "vscode";

/** Runs that the editor was asked for and has not handed to us yet: it chooses the kernel first. */
export class RunRequests {
  /** Whether it was stopped meanwhile. */
  readonly #stopped = new Map<NotebookDocument, boolean>();

  /** Forgotten when this is disposed, should the editor not run anything. */
  begin(notebook: NotebookDocument): Disposable {
    this.#stopped.set(notebook, false);
    return new Disposable(() => this.#stopped.delete(notebook));
  }

  stop(notebook: NotebookDocument): void {
    if (this.#stopped.has(notebook)) this.#stopped.set(notebook, true);
  }

  /** The editor hands cells over: whether they are to be run. */
  take(notebook: NotebookDocument): boolean {
    const stopped = this.#stopped.get(notebook) ?? false;
    this.#stopped.delete(notebook);
    return !stopped;
  }
}
