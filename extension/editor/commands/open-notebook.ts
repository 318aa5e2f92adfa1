import { type NotebookDocument, window, workspace } from "vscode";
import type { Notebook } from "../../format/index.js";
import { NOTEBOOK_TYPE, toNotebookData } from "../notebook-data.js";

/** Shows a notebook that is not saved anywhere yet. */
export async function openUntitled(notebook: Notebook): Promise<NotebookDocument> {
  const document = await workspace.openNotebookDocument(NOTEBOOK_TYPE, toNotebookData(notebook));
  await window.showNotebookDocument(document);
  return document;
}
