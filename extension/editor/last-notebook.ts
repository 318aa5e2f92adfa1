/**
 * The notebook that was active last, as long as it has a tab: what views, the status bar and commands are
 * about while a figure's tab or another file is in front.
 */
import {
  commands,
  Disposable,
  EventEmitter,
  type NotebookDocument,
  TabInputNotebook,
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
    window.tabGroups.onDidChangeTabs(observe),
    workspace.onDidCloseNotebookDocument(observe),
  );
}

function observe(): void {
  const before = last;
  const active = window.activeNotebookEditor?.notebook;
  if (active?.notebookType === NOTEBOOK_TYPE) last = active;
  else if (last !== undefined && !hasTab(last)) last = undefined;
  if (last === before) return;
  void commands.executeCommand("setContext", HAS_NOTEBOOK, last !== undefined);
  changed.fire();
}

/** A document may outlive its tab by minutes. */
const hasTab = ({ uri, isClosed }: NotebookDocument): boolean =>
  !isClosed &&
  window.tabGroups.all.some(({ tabs }) =>
    tabs.some(
      ({ input }) => input instanceof TabInputNotebook && input.uri.toString() === uri.toString(),
    ),
  );
