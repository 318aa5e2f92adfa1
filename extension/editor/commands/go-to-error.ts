import {
  commands,
  type NotebookCell,
  type NotebookDocument,
  Position,
  Range,
  type TextDocumentShowOptions,
  window,
} from "vscode";
import { cellId } from "../cell-ids.js";
import type { ErrorPlace } from "../failures.js";
import type { Kernels } from "../kernels.js";
import { onNotebook } from "./run.js";

/** Puts the cursor where the error of a cell, or of the first that has one, came from: maybe in another cell. */
export const goToError = (kernels: Kernels) =>
  onNotebook(async (notebook, index) => {
    const cells = index === undefined ? notebook.getCells() : [notebook.cellAt(index)];
    const [place] = cells.flatMap((cell) => kernels.get(notebook)?.failures.placeOf(cell) ?? []);
    const cell = place && cellOf(notebook, place);
    if (place && cell) return show(cell, place);
    void window.showInformationMessage("No cell shows an error that came from a cell.");
  });

const cellOf = (notebook: NotebookDocument, { cell: id }: ErrorPlace): NotebookCell | undefined =>
  notebook.getCells().find((cell) => cellId(cell) === id);

/** A cell has no editor of its own to be asked for: its address opens the notebook at it. */
async function show({ document }: NotebookCell, { line, column }: ErrorPlace): Promise<void> {
  const at = new Position(line - 1, column - 1);
  const options: TextDocumentShowOptions = { selection: document.validateRange(new Range(at, at)) };
  await commands.executeCommand("vscode.open", document.uri, options);
}
