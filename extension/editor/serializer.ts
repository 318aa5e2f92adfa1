import type { NotebookData, NotebookSerializer } from "vscode";
import { asSaved, readNotebook, writeNotebook } from "../format/index.js";
import { fromNotebookData, toNotebookData } from "./notebook-data.js";

/**
 * Reads and writes `.ntkbook` files for the editor. A file that cannot be read throws, with line and
 * column, so that the editor shows the reason and never holds a part of the notebook it could save.
 */
export const serializer: NotebookSerializer = {
  deserializeNotebook: (content: Uint8Array): NotebookData => toNotebookData(readNotebook(content)),
  serializeNotebook: (data: NotebookData): Uint8Array =>
    new TextEncoder().encode(writeNotebook(asSaved(fromNotebookData(data)))),
};
