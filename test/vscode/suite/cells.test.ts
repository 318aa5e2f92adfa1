import { deepEqual, equal, notEqual } from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import {
  COUNTED,
  COUNTS,
  closeNotebooks,
  notebookOf,
  notebookText,
  runCell,
  shownText,
  startCell,
  textOf,
  textOfFile,
  until,
  writeNotebook,
} from "./notebooks.js";

const ids = (notebook: vscode.NotebookDocument) =>
  notebook.getCells().map(({ metadata }) => (metadata as { readonly id?: string }).id);

async function editCells(notebook: vscode.NotebookDocument, edit: vscode.NotebookEdit) {
  const change = new vscode.WorkspaceEdit();
  change.set(notebook.uri, [edit]);
  await vscode.workspace.applyEdit(change);
}

function cellOf(source: string, metadata?: { readonly id: string }): vscode.NotebookCellData {
  const kind = vscode.NotebookCellKind.Code;
  const cell = new vscode.NotebookCellData(kind, source, "ntkbook-typescript");
  if (metadata !== undefined) cell.metadata = metadata;
  return cell;
}

describe("the ids of cells", () => {
  closeNotebooks();

  it("are those of the file, and opening it changes nothing", async () => {
    const notebook = await notebookOf("1", "2");
    deepEqual(ids(notebook), ["cell1", "cell2"]);
    equal(notebook.isDirty, false);
  });

  it("are given to new cells, and reach the file", async () => {
    const notebook = await notebookOf("1");
    await editCells(notebook, vscode.NotebookEdit.insertCells(0, [cellOf("new")]));
    await until("the cell has an id", () => ids(notebook)[0] !== undefined);
    await notebook.save();
    const file = JSON.parse(await textOfFile(notebook.uri.fsPath)) as { cells: { id: string }[] };
    deepEqual(
      file.cells.map(({ id }) => id),
      ids(notebook),
    );
  });

  it("stay with the original when a copy is pasted above it", async () => {
    const notebook = await notebookOf("1");
    const copy = cellOf("1", { id: "cell1" });
    await editCells(notebook, vscode.NotebookEdit.insertCells(0, [copy]));
    await until("the copy has its own id", () => ids(notebook)[0] !== "cell1");
    equal(ids(notebook)[1], "cell1");
    notEqual(ids(notebook)[0], undefined);
  });
});

describe("a running cell", () => {
  closeNotebooks();

  it("is stopped when it is deleted, and the kernel goes on", async () => {
    const notebook = await notebookOf(
      'console.log("begun"); await new Promise(() => {});',
      "6 * 7",
    );
    void startCell(notebook, 0);
    await until("the cell prints", () => shownText(notebook.cellAt(0)).includes("begun"));
    await editCells(notebook, vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(0, 1)));
    equal(textOf(await runCell(notebook, 0)), "42");
  });

  it("is stopped by a restart, which drops the variables", async () => {
    const notebook = await notebookOf(
      'const kept = 1; console.log("begun"); await new Promise(() => {});',
      "typeof kept",
    );
    const cell = notebook.cellAt(0);
    void startCell(notebook, 0);
    await until("the cell prints", () => shownText(cell).includes("begun"));
    await vscode.commands.executeCommand("ntkbook.restart", notebook.uri);
    await until("the cell stops", () => cell.executionSummary?.success === false);
    equal(textOf(await runCell(notebook, 1)), "'undefined'");
  });

  it("keeps its notebook's variables when that is saved under a name", async () => {
    await vscode.commands.executeCommand("ntkbook.newNotebook");
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    if (notebook === undefined) throw new Error("no notebook was opened");
    const insert = vscode.NotebookEdit.insertCells(0, [cellOf("const kept = 41;")]);
    await editCells(notebook, insert);
    await runCell(notebook, 0);

    const saved = await saveUnderProposedName(notebook);
    await editCells(saved, vscode.NotebookEdit.insertCells(1, [cellOf("kept + 1")]));
    equal(textOf(await runCell(saved, 1)), "42");
  });
});

describe("a notebook that takes the place of another", () => {
  closeNotebooks();

  it("goes on with the run of that, with all its output, to its end and the cells after it", async () => {
    await vscode.commands.executeCommand("ntkbook.newNotebook");
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    if (notebook === undefined) throw new Error("no notebook was opened");
    const insert = vscode.NotebookEdit.insertCells(0, [cellOf(COUNTS), cellOf("kept + 1")]);
    await editCells(notebook, insert);
    void vscode.commands.executeCommand("ntkbook.runAll", notebook.uri);
    await until("the cell prints", () => shownText(notebook.cellAt(0)).includes("3\n"));

    const saved = await saveUnderProposedName(notebook);
    equal(saved.cellAt(0).executionSummary?.success, undefined);
    await until("the cells end", () => saved.cellAt(1).executionSummary?.success === true);
    equal(shownText(saved.cellAt(0)), COUNTED);
    equal(saved.cellAt(0).outputs.length, 1);
    equal(saved.cellAt(0).executionSummary?.executionOrder, 1);
    equal(shownText(saved.cellAt(1)), "42");
  });

  it("is no other notebook that is open with the same cells: that has no variables", async () => {
    const sources = ["const kept = 41;", "typeof kept"];
    // Opened as from the explorer: what an extension opens, the editor holds for a while.
    const uri = vscode.Uri.file(await writeNotebook(notebookText(...sources)));
    await vscode.commands.executeCommand("vscode.openWith", uri, "ntkbook");
    const first = vscode.window.activeNotebookEditor?.notebook;
    if (first === undefined) throw new Error("no notebook was opened");
    await runCell(first, 0);
    const second = await notebookOf(...sources);
    await vscode.window.showNotebookDocument(first);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until("the first is closed", () => first.isClosed);
    equal(textOf(await runCell(second, 1)), "'undefined'");
  });
});

/** Saves an untitled notebook and confirms the dialog, as pressing Enter does. */
async function saveUnderProposedName(
  notebook: vscode.NotebookDocument,
): Promise<vscode.NotebookDocument> {
  let uri: vscode.Uri | undefined;
  void vscode.workspace.save(notebook.uri).then((result) => (uri = result));
  await until("the notebook is saved", () => {
    void vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return uri !== undefined;
  });
  const find = () =>
    vscode.workspace.notebookDocuments.find((each) => each.uri.toString() === uri?.toString());
  await until("the saved notebook is shown", () => find() !== undefined);
  const saved = find();
  if (saved === undefined) throw new Error("the saved notebook was closed");
  await vscode.window.showNotebookDocument(saved);
  return saved;
}
