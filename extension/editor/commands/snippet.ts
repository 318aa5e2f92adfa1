import {
  commands,
  NotebookCellData,
  NotebookCellKind,
  type NotebookDocument,
  NotebookEdit,
  NotebookRange,
  SnippetString,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import { type Installation, packaged } from "../installation.js";
import { CELL_LANGUAGE } from "../notebook-data.js";
import { targetNotebook } from "../target.js";
import { newNotebook } from "./new-notebook.js";

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
  readonly description: string;
}

/** @param prefix - of the snippet; without one the person chooses */
export const insertSnippet = (installation: Installation) => async (prefix?: unknown) => {
  const snippets = await readSnippets(installation);
  const snippet =
    typeof prefix === "string"
      ? Object.values(snippets).find((each) => each.prefix === prefix)
      : await choose(snippets);
  if (snippet === undefined) return;
  const editor = cellEditor() ?? (await newCellEditor(targetNotebook() ?? (await newNotebook())));
  await editor?.insertSnippet(new SnippetString(snippet.body.join("\n")));
};

/** The file that the editor's own completion reads, too. */
async function readSnippets(
  installation: Installation,
): Promise<Readonly<Record<string, Snippet>>> {
  const file = await workspace.fs.readFile(
    packaged(installation, "extension/editor/language/snippets.json"),
  );
  return JSON.parse(new TextDecoder().decode(file)) as Record<string, Snippet>;
}

async function choose(snippets: Readonly<Record<string, Snippet>>): Promise<Snippet | undefined> {
  const items = Object.entries(snippets).map(([name, snippet]) => ({
    label: snippet.prefix,
    description: name,
    detail: snippet.description,
    snippet,
  }));
  const options = { title: "Insert Snippet", matchOnDescription: true, matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.snippet;
}

/** The text editor of the cell that has the focus, when its caret stands on an empty line. */
function cellEditor() {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== CELL_LANGUAGE) return undefined;
  return editor.document.lineAt(editor.selection.active.line).isEmptyOrWhitespace
    ? editor
    : undefined;
}

/** A new cell below the selected one, ready to be typed into. */
async function newCellEditor(notebook: NotebookDocument) {
  const shown = await window.showNotebookDocument(notebook);
  const at = shown.selection.isEmpty ? notebook.cellCount : shown.selection.end;
  const empty = notebook.cellCount > 0 && isEmptyCell(notebook, at - 1);
  if (!empty) await insertCell(notebook, at);
  const index = empty ? at - 1 : at;
  shown.selection = new NotebookRange(index, index + 1);
  await commands.executeCommand("notebook.cell.edit");
  return cellEditor();
}

const isEmptyCell = (notebook: NotebookDocument, index: number) =>
  index >= 0 &&
  notebook.cellAt(index).kind === NotebookCellKind.Code &&
  notebook.cellAt(index).document.getText() === "";

async function insertCell(notebook: NotebookDocument, index: number): Promise<void> {
  const cell = new NotebookCellData(NotebookCellKind.Code, "", CELL_LANGUAGE);
  const edit = new WorkspaceEdit();
  edit.set(notebook.uri, [NotebookEdit.insertCells(index, [cell])]);
  await workspace.applyEdit(edit);
}
