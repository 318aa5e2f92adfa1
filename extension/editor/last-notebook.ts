/**
 * The notebook that was active last, as long as it is open: what views, the status bar and commands are
 * about while a figure's tab or another file is in front.
 */
import {
  commands,
  Disposable,
  EventEmitter,
  type NotebookDocument,
  window,
  workspace,
} from "vscode";
import { NOTEBOOK_TYPE } from "./notebook-data.js";

/** Whether there is one; package.json hides the variables view without. */
const HAS_NOTEBOOK = "ntkbook.hasNotebook";

let last: NotebookDocument | undefined;
const changed = new EventEmitter<void>();

/** Another notebook, or none. */
export const onDidChangeLastNotebook = changed.event;

export const lastNotebook = (): NotebookDocument | undefined => last;

/** Follows the person from notebook to notebook. */
export function watchLastNotebook(): Disposable {
  observe();
  return Disposable.from(
    window.onDidChangeActiveNotebookEditor(observe),
    workspace.onDidCloseNotebookDocument(observe),
  );
}

function observe(): void {
  const active = window.activeNotebookEditor?.notebook;
  if (active?.notebookType === NOTEBOOK_TYPE) last = active;
  if (last?.isClosed === true) last = undefined;
  void commands.executeCommand("setContext", HAS_NOTEBOOK, last !== undefined);
  changed.fire();
}
