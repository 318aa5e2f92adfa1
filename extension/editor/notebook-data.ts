/** Whole notebooks between the file and the editor. What the editor has no field for rides in metadata. */
import { NotebookCellData, NotebookCellKind, NotebookData, type NotebookDocument } from "vscode";
import { assignIds, type Cell, type Notebook } from "../format/index.js";
import { outputOf, storedOutput } from "./output-data.js";

export const NOTEBOOK_TYPE = "ntkbook";

/** The language of our cells in the editor; files say `typescript`. */
export const CELL_LANGUAGE = "ntkbook-typescript";

type CarriedByCell = Partial<Pick<Cell, "id" | "metadata" | "extra">>;
type CarriedByNotebook = Partial<Pick<Notebook, "metadata" | "extra">>;

export function toNotebookData({ metadata, cells, extra }: Notebook): NotebookData {
  const data = new NotebookData(cells.map(toCellData));
  data.metadata = { metadata, ...(extra && { extra }) } satisfies CarriedByNotebook;
  return data;
}

function toCellData(cell: Cell): NotebookCellData {
  const { id, source, metadata, extra } = cell;
  const data =
    cell.type === "markdown"
      ? new NotebookCellData(NotebookCellKind.Markup, source, "markdown")
      : new NotebookCellData(NotebookCellKind.Code, source, editorLanguage(cell.language));
  if (cell.type === "code") data.outputs = cell.outputs.map(storedOutput);
  const carried = { id, ...(metadata && { metadata }), ...(extra && { extra }) };
  data.metadata = carried satisfies CarriedByCell;
  return data;
}

/** An open notebook as it is now, saved or not. */
export function notebookOfDocument(document: NotebookDocument): Notebook {
  const cells = document.getCells().map((cell) => {
    const data = new NotebookCellData(cell.kind, cell.document.getText(), cell.document.languageId);
    data.metadata = cell.metadata;
    data.outputs = [...cell.outputs];
    return data;
  });
  const data = new NotebookData(cells);
  data.metadata = document.metadata;
  return fromNotebookData(data);
}

export function fromNotebookData(data: NotebookData): Notebook {
  const { metadata = {}, extra } = (data.metadata ?? {}) as CarriedByNotebook;
  const ids = assignIds(data.cells.map((cell) => ({ id: carried(cell).id, source: cell.value })));
  const cells = data.cells.map((cell, index) => fromCellData(cell, ids[index] as string));
  return { metadata, cells, ...(extra && { extra }) };
}

function fromCellData(data: NotebookCellData, id: string): Cell {
  const { metadata, extra } = carried(data);
  const source = data.value.replaceAll("\r\n", "\n");
  const common = { id, source, ...(metadata && { metadata }), ...(extra && { extra }) };
  if (data.kind === NotebookCellKind.Markup) return { ...common, type: "markdown" };
  const outputs = (data.outputs ?? []).map(outputOf);
  return { ...common, type: "code", language: fileLanguage(data.languageId), outputs };
}

const carried = (cell: NotebookCellData) => (cell.metadata ?? {}) as CarriedByCell;

const editorLanguage = (language: string) => (language === "typescript" ? CELL_LANGUAGE : language);

const fileLanguage = (language: string) => (language === CELL_LANGUAGE ? "typescript" : language);
