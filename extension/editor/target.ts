import { commands, type NotebookCell, type NotebookDocument, Uri, window, workspace } from "vscode";
import { lastNotebook } from "./last-notebook.js";
import { NOTEBOOK_TYPE } from "./notebook-data.js";

/** What a command is given: an address, by the toolbar an editor, by the menu of a cell that cell. */
export type TargetArgument = Uri | ToolbarContext | NotebookCell | undefined;

interface ToolbarContext {
  readonly notebookEditor?: { readonly notebookUri?: Uri };
}

/** The notebook that a command is about: the one given, or the active one. */
export function targetNotebook(argument?: TargetArgument): NotebookDocument | undefined {
  const notebook = notebookOf(argument);
  return notebook?.notebookType === NOTEBOOK_TYPE ? notebook : undefined;
}

/** The position of the cell that a command is about, when it was called from one. */
export const targetCell = (argument?: TargetArgument): number | undefined =>
  isCell(argument) ? argument.index : undefined;

function notebookOf(argument: TargetArgument): NotebookDocument | undefined {
  if (isCell(argument)) return argument.notebook;
  const uri = argument instanceof Uri ? argument : argument?.notebookEditor?.notebookUri;
  return uri === undefined ? activeNotebook() : find(uri);
}

const isCell = (argument: TargetArgument): argument is NotebookCell =>
  argument !== undefined && "notebook" in argument;

/** That of the active editor; elsewhere the one that alone is visible, or was active last. */
function activeNotebook(): NotebookDocument | undefined {
  const active = window.activeNotebookEditor?.notebook;
  const [only, ...others] = window.visibleNotebookEditors;
  return active ?? (others.length === 0 && only ? only.notebook : lastNotebook());
}

const find = (uri: Uri) =>
  workspace.notebookDocuments.find((notebook) => notebook.uri.toString() === uri.toString());

/** Without a notebook there is nothing to do but to offer one. */
export async function offerNewNotebook(): Promise<void> {
  const create = "New Notebook";
  const choice = await window.showInformationMessage("No NTKbook notebook is open.", create);
  if (choice === create) await commands.executeCommand("ntkbook.newNotebook");
}
