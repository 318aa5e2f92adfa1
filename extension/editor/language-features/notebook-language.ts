/** Keeps the language worker's notebooks as the editor has them, and asks it about cells. */
import {
  type CancellationToken,
  Disposable,
  EventEmitter,
  type NotebookCell,
  NotebookCellKind,
  type NotebookDocument,
  type TextDocument,
  workspace,
} from "vscode";
import type { LanguageClient } from "../../language/client.js";
import type { Answers, Arguments, Question } from "../../language/language-service.js";
import type { CellText } from "../../language/protocol.js";
import { NOTEBOOK_TYPE } from "../notebook-data.js";
import { folderOf } from "../notebook-session.js";
import { cellOf } from "./convert.js";

export class EditorLanguage implements Disposable {
  readonly #client: LanguageClient;
  readonly #hasRun: (cell: NotebookCell) => boolean;
  readonly #changed = new EventEmitter<NotebookDocument>();
  /** Notebooks whose last change the worker does not know. */
  readonly #stale = new Set<NotebookDocument>();
  readonly #subscription: Disposable;

  /** Cells were edited, moved, added, deleted or run, or a file beside them changed. */
  readonly onDidChange = this.#changed.event;

  /** @param hasRun - in the present session */
  constructor(client: LanguageClient, hasRun: (cell: NotebookCell) => boolean) {
    this.#client = client;
    this.#hasRun = hasRun;
    const watcher = workspace.createFileSystemWatcher("**/*.{ts,mts,cts,js,mjs,cjs,json}");
    this.#subscription = Disposable.from(
      client,
      watcher,
      this.#changed,
      workspace.onDidOpenNotebookDocument((notebook) => this.changed(notebook)),
      workspace.onDidCloseNotebookDocument((notebook) => this.#close(notebook)),
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
        const ran = cellChanges.some(({ executionSummary }) => executionSummary !== undefined);
        if (contentChanges.length > 0 || ran) this.changed(notebook);
      }),
      workspace.onDidChangeTextDocument(({ document }) => this.#edited(document)),
      workspace.onDidSaveTextDocument(({ uri }) => {
        if (uri.scheme === "file") this.#filesChanged();
      }),
      watcher.onDidChange(() => this.#filesChanged()),
      watcher.onDidCreate(() => this.#filesChanged()),
      watcher.onDidDelete(() => this.#filesChanged()),
    );
    workspace.notebookDocuments.forEach((notebook) => this.changed(notebook));
  }

  /** Null when there is no answer: the cell is gone, or nobody waits. */
  ask<Q extends Question>(
    question: Q,
    document: TextDocument,
    about: Arguments[Q],
    interest?: CancellationToken,
  ): Promise<Answers[Q] | null> {
    const cell = cellOf(document);
    return cell === undefined
      ? Promise.resolve(null)
      : this.askCell(question, cell, about, interest);
  }

  askCell<Q extends Question>(
    question: Q,
    { notebook, document }: NotebookCell,
    rest: Arguments[Q],
    interest?: CancellationToken,
  ): Promise<Answers[Q] | null> {
    this.#send(notebook);
    const [from, cell] = [notebook.uri.toString(), document.uri.toString()];
    return this.#client.ask({ question, notebook: from, cell, rest }, interest);
  }

  changed(notebook: NotebookDocument): void {
    if (notebook.notebookType !== NOTEBOOK_TYPE) return;
    this.#stale.add(notebook);
    this.#changed.fire(notebook);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #edited(document: TextDocument): void {
    const cell = cellOf(document);
    if (cell !== undefined) this.changed(cell.notebook);
  }

  #close(notebook: NotebookDocument): void {
    this.#stale.delete(notebook);
    this.#client.close(notebook.uri.toString());
  }

  #filesChanged(): void {
    this.#client.filesChanged();
    for (const notebook of workspace.notebookDocuments)
      if (notebook.notebookType === NOTEBOOK_TYPE) this.#changed.fire(notebook);
  }

  /** Only what is asked about is sent, when it is asked. */
  #send(notebook: NotebookDocument): void {
    if (!this.#stale.delete(notebook)) return;
    this.#client.update({
      notebook: notebook.uri.toString(),
      folder: folderOf(notebook),
      cells: codeCells(notebook).map((cell) => this.#text(cell)),
    });
  }

  #text(cell: NotebookCell): CellText {
    const { document, index } = cell;
    return {
      cell: document.uri.toString(),
      number: index + 1,
      language: document.languageId,
      text: document.getText(),
      ran: this.#hasRun(cell),
    };
  }
}

export const codeCells = (notebook: NotebookDocument): NotebookCell[] =>
  notebook.getCells().filter(({ kind }) => kind === NotebookCellKind.Code);
