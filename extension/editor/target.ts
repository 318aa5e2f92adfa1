import { commands, type NotebookDocument, Uri, window, workspace } from "vscode";
import { NOTEBOOK_TYPE } from "./notebook-data.js";

/** What a menu of the notebook's toolbar hands to a command. */
interface ToolbarContext {
  readonly notebookEditor?: { readonly notebookUri?: Uri };
}

/** The notebook that a command is about: the one given, or the active one. */
export function targetNotebook(argument?: Uri | ToolbarContext): NotebookDocument | undefined {
  const uri = argument instanceof Uri ? argument : argument?.notebookEditor?.notebookUri;
  const active = window.activeNotebookEditor?.notebook;
  const notebook = uri === undefined ? active : find(uri);
  return notebook?.notebookType === NOTEBOOK_TYPE ? notebook : undefined;
}

const find = (uri: Uri) =>
  workspace.notebookDocuments.find((notebook) => notebook.uri.toString() === uri.toString());

/** Without a notebook there is nothing to do but to offer one. */
export async function offerNewNotebook(): Promise<void> {
  const create = "New Notebook";
  const choice = await window.showInformationMessage("No NTKbook notebook is open.", create);
  if (choice === create) await commands.executeCommand("ntkbook.newNotebook");
}
