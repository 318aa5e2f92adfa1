/** Ids of the cells of an open notebook: given by an edit when cells are added, as a file cannot keep them otherwise. */
import {
  type Disposable,
  type NotebookCell,
  type NotebookDocument,
  type NotebookDocumentChangeEvent,
  NotebookEdit,
  workspace,
  WorkspaceEdit,
} from "vscode";
import { newCellId } from "../format/index.js";
import { NOTEBOOK_TYPE } from "./notebook-data.js";

/** The id of a cell; while it has none (a read-only notebook), the editor's own name for it. */
export const cellId = (cell: NotebookCell): string => ownId(cell) ?? cell.document.uri.fragment;

const ownId = (cell: NotebookCell): string | undefined =>
  (cell.metadata as { readonly id?: string }).id;

/** Gives new and pasted cells ids of their own. Opening a notebook changes nothing. */
export const watchCellIds = (): Disposable =>
  workspace.onDidChangeNotebookDocument((event) => {
    if (event.notebook.notebookType !== NOTEBOOK_TYPE) return;
    const added = addedCells(event);
    if (added.size > 0) void giveIds(event.notebook, added);
  });

const addedCells = ({ contentChanges }: NotebookDocumentChangeEvent): ReadonlySet<NotebookCell> =>
  new Set(contentChanges.flatMap(({ addedCells }) => addedCells));

/** Gives ids to the cells among `added` that have none, or another cell's. */
export async function giveIds(
  notebook: NotebookDocument,
  added: ReadonlySet<NotebookCell> = new Set(notebook.getCells()),
): Promise<void> {
  const cells = notebook.getCells();
  const taken = new Set(cells.filter((cell) => !added.has(cell)).map(cellId));
  const edits = cells.filter((cell) => added.has(cell)).flatMap((cell) => idEdit(cell, taken));
  if (edits.length === 0) return;
  const edit = new WorkspaceEdit();
  edit.set(notebook.uri, edits);
  await workspace.applyEdit(edit);
}

function idEdit(cell: NotebookCell, taken: Set<string>): NotebookEdit[] {
  const own = ownId(cell);
  const id = own === undefined || taken.has(own) ? newCellId(taken) : own;
  taken.add(id);
  return id === own ? [] : [NotebookEdit.updateCellMetadata(cell.index, { ...cell.metadata, id })];
}
