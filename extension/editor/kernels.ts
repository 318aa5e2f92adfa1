import {
  Disposable,
  EventEmitter,
  type NotebookCell,
  type NotebookController,
  type NotebookDocument,
  workspace,
} from "vscode";
import type { LiveEvent } from "../session/protocol.js";
import { cellId } from "./cell-ids.js";
import { ChosenNotebooks } from "./chosen-notebooks.js";
import { Kernel, type KernelParts, type Loss, type StartSession } from "./kernel.js";
import { NOTEBOOK_TYPE } from "./notebook-data.js";
import { afterRename, type Rename } from "./renamed.js";
import { whenRestored } from "./restored.js";
import { RunRequests } from "./run-requests.js";

/**
 * How long variables outlive their document. Saving under a new name closes one document and opens
 * another, in either order.
 */
const GRACE_MS = 10_000;

/** The kernels of the open notebooks: one a document, begun with its first cell. */
export class Kernels {
  readonly #kernels = new Map<NotebookDocument, Kernel>();
  readonly #parts: KernelParts;
  readonly #changed = new EventEmitter<void>();
  readonly #lost = new EventEmitter<Loss>();
  readonly #passed = new EventEmitter<LiveEvent>();
  readonly #subscription: Disposable;
  /** By new address, what a file's document was before it was renamed. */
  readonly #awaited = new Map<string, NotebookDocument>();
  /** Renamed with changes that were not in the file. */
  readonly #unsaved = new WeakSet<NotebookDocument>();
  readonly requests = new RunRequests();
  /** What of a cell is to be run. */
  readonly #sources = new WeakMap<NotebookCell, string>();
  /** When a document was opened, in milliseconds; unknown for those open before us. */
  readonly #opened = new WeakMap<NotebookDocument, number>();
  /** Saved as soon as they were opened, as what takes the place of a notebook that is saved under a name. */
  readonly #written = new WeakSet<NotebookDocument>();

  readonly onDidChange = this.#changed.event;
  readonly onDidLose = this.#lost.event;
  readonly onDidPass = this.#passed.event;

  constructor(controller: NotebookController, start: StartSession) {
    const chosen = new ChosenNotebooks(controller);
    this.#parts = { controller, chosen, start };
    this.#subscription = Disposable.from(
      chosen,
      workspace.onDidOpenNotebookDocument((notebook) => this.#adopt(notebook)),
      workspace.onWillSaveNotebookDocument(({ notebook }) => {
        if (this.#isNew(notebook)) this.#written.add(notebook);
      }),
      workspace.onDidCloseNotebookDocument((notebook) => this.#closed(notebook)),
      workspace.onDidChangeNotebookDocument((event) =>
        this.get(event.notebook)?.documentChanged(event),
      ),
      workspace.onWillRenameFiles(({ files }) => files.forEach((each) => this.#willRename(each))),
      workspace.onDidRenameFiles(({ files }) => files.forEach((each) => this.#renamed(each))),
      this.#changed,
      this.#lost,
      this.#passed,
    );
  }

  get(notebook: NotebookDocument): Kernel | undefined {
    return this.#kernels.get(notebook);
  }

  getOrCreate(notebook: NotebookDocument): Kernel {
    const existing = this.#kernels.get(notebook);
    if (existing !== undefined) return existing;
    const kernel = new Kernel(notebook, this.#parts);
    kernel.onDidChange(() => this.#changed.fire());
    kernel.onDidLose((loss) => this.#lost.fire(loss));
    kernel.onDidPass((state) => this.#passed.fire(state));
    this.#kernels.set(notebook, kernel);
    return kernel;
  }

  /** Runs cells of one notebook, of those that {@link setPart} named only that part. */
  async run(cells: readonly NotebookCell[], notebook: NotebookDocument): Promise<void> {
    this.#parts.chosen.accept(notebook);
    if (!this.requests.take(notebook)) return;
    const parts = cells.map((cell) => ({ cell, source: this.#sources.get(cell) }));
    await this.getOrCreate(notebook).run(parts);
  }

  /** Also a run that has not begun. */
  interrupt(notebook: NotebookDocument): void {
    this.requests.stop(notebook);
    this.get(notebook)?.interrupt();
  }

  /** What of a cell is run until this is disposed. */
  setPart(cell: NotebookCell, source: string): Disposable {
    this.#sources.set(cell, source);
    return new Disposable(() => this.#sources.delete(cell));
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const kernel of this.#kernels.values()) kernel.dispose();
    this.#kernels.clear();
  }

  #closed(notebook: NotebookDocument): void {
    const heir = workspace.notebookDocuments.find((other) => this.#isHeir(other, notebook));
    if (heir !== undefined) return this.#move(notebook, heir);
    setTimeout(() => this.#end(notebook), GRACE_MS);
  }

  #adopt(notebook: NotebookDocument): void {
    this.#opened.set(notebook, Date.now());
    const before = this.#awaited.get(notebook.uri.toString());
    this.#awaited.delete(notebook.uri.toString());
    if (before !== undefined) return this.#move(before, notebook);
    const orphan = [...this.#kernels.keys()].find(
      (old) => old.isClosed && this.#isHeir(notebook, old),
    );
    if (orphan !== undefined) this.#move(orphan, notebook);
  }

  /** What still came into the old document would make the editor ask to save it, and keep it open. */
  #willRename(rename: Rename): void {
    for (const [notebook, kernel] of this.#kernels) {
      if (afterRename(notebook.uri, rename) === null) continue;
      kernel.pause();
      if (notebook.isDirty) this.#unsaved.add(notebook);
      setTimeout(() => this.get(notebook)?.resume(), GRACE_MS);
    }
  }

  /** The document of the new name may be open already; that of the old one may stay open for a while. */
  #renamed(rename: Rename): void {
    for (const notebook of [...this.#kernels.keys()]) {
      const address = afterRename(notebook.uri, rename);
      if (address === null) continue;
      const heir = workspace.notebookDocuments.find(({ uri }) => uri.toString() === address);
      if (heir === undefined) this.#awaited.set(address, notebook);
      else this.#move(notebook, heir);
    }
  }

  #isNew(notebook: NotebookDocument): boolean {
    return Date.now() - (this.#opened.get(notebook) ?? 0) < GRACE_MS;
  }

  /** The same cells, at the same place or at one they were just saved to; with no kernel of its own. */
  #isHeir(notebook: NotebookDocument, old: NotebookDocument): boolean {
    if (notebook === old || notebook.notebookType !== NOTEBOOK_TYPE) return false;
    if (this.#kernels.has(notebook) || ids(notebook) !== ids(old)) return false;
    const wasSaved = this.#isNew(notebook) && this.#written.has(notebook);
    return wasSaved || notebook.uri.toString() === old.uri.toString();
  }

  #move(from: NotebookDocument, to: NotebookDocument): void {
    const kernel = this.#kernels.get(from);
    if (kernel === undefined) return;
    this.#kernels.delete(from);
    this.#kernels.set(to, kernel);
    // Closed and opened again: a run that nobody sees any more would hold up the next.
    if (from.uri.toString() === to.uri.toString()) kernel.interrupt();
    kernel.moveTo(to, this.#unsaved.has(from) ? whenRestored(to) : Promise.resolve());
    this.#changed.fire();
  }

  #end(notebook: NotebookDocument): void {
    this.#kernels.get(notebook)?.dispose();
    this.#kernels.delete(notebook);
    this.#changed.fire();
  }
}

const ids = (notebook: NotebookDocument) => JSON.stringify(notebook.getCells().map(cellId));
