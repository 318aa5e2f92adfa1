import {
  NotebookData,
  type NotebookDocument,
  NotebookEdit,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import type { Notebook } from "../../format/index.js";
import { NOTEBOOK_TYPE, toNotebookData } from "../notebook-data.js";

/**
 * Shows a notebook that is not saved anywhere yet. Its cells come by an edit: the bytes of outputs in the
 * data that a document is opened with do not survive the way through the editor.
 */
export async function openUntitled(notebook: Notebook): Promise<NotebookDocument> {
  const { cells, metadata = {} } = toNotebookData(notebook);
  const empty = new NotebookData([]);
  empty.metadata = metadata;
  const document = await workspace.openNotebookDocument(NOTEBOOK_TYPE, empty);
  const edit = new WorkspaceEdit();
  edit.set(document.uri, [NotebookEdit.insertCells(0, cells)]);
  await workspace.applyEdit(edit);
  await window.showNotebookDocument(document);
  return document;
}
