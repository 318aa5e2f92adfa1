/** Places and edits between the language service and the editor. */
import {
  Location,
  type NotebookCell,
  Position,
  Range,
  TextEdit,
  Uri,
  WorkspaceEdit,
  workspace,
  type TextDocument,
} from "vscode";
import type * as language from "../../language/protocol.js";
import { CELL_LANGUAGE, NOTEBOOK_TYPE } from "../notebook-data.js";

/** Cells of ours, whatever language they are marked with. */
export const CELLS = [CELL_LANGUAGE, "typescript", "javascript"].map((name) => ({
  notebookType: NOTEBOOK_TYPE,
  language: name,
}));

/** Plain, because the editor's own positions lose their getters on the way to the worker. */
export const fromPosition = ({ line, character }: Position): language.Position => ({
  line,
  character,
});

export const fromRange = ({ start, end }: Range): language.Range => ({
  start: fromPosition(start),
  end: fromPosition(end),
});

export const toPosition = ({ line, character }: language.Position) => new Position(line, character);

export const toRange = ({ start, end }: language.Range) =>
  new Range(toPosition(start), toPosition(end));

export const toUri = (target: language.Target): Uri =>
  "cell" in target ? Uri.parse(target.cell) : Uri.file(target.file);

export const toLocation = ({ target, range }: language.Place) =>
  new Location(toUri(target), toRange(range));

export const toTextEdit = ({ range, newText }: language.TextEdit) =>
  new TextEdit(toRange(range), newText);

export function toWorkspaceEdit(all: readonly language.Edits[]): WorkspaceEdit {
  const result = new WorkspaceEdit();
  for (const { target, edits } of all) result.set(toUri(target), edits.map(toTextEdit));
  return result;
}

/** The cell of ours that a document is. */
export function cellOf(document: TextDocument): NotebookCell | undefined {
  const path = document.uri.path;
  return workspace.notebookDocuments
    .filter(({ notebookType, uri }) => notebookType === NOTEBOOK_TYPE && uri.path === path)
    .flatMap((notebook) => notebook.getCells())
    .find((cell) => cell.document === document);
}
