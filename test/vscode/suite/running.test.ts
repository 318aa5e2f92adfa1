import { deepEqual, equal, match, ok } from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { noteFigure } from "./figures.js";
import {
  closeNotebooks,
  notebookOf,
  notebookText,
  openNotebook,
  replaceSource,
  runAll,
  runCell,
  shownText,
  startCell,
  textOf,
  until,
  writeNotebook,
} from "./notebooks.js";

/** A cell that prints `begun` and waits until it is told to go on by a variable of another cell. */
const WAITS =
  'var go = false;\nconsole.log("begun");\nwhile (!go) await new Promise((next) => setTimeout(next, 10));\nconsole.log("ended");';

/** Ends a waiting cell after a while: one cell runs at a time, so it cannot be another cell. */
const FOR_A_WHILE =
  'console.log("begun");\nawait new Promise((next) => setTimeout(next, 1500));\nconsole.log("ended");';

const begins = (cell: vscode.NotebookCell) =>
  until("the cell begins", () => shownText(cell).includes("begun"));

const ends = (cell: vscode.NotebookCell) =>
  until("the cell ends", () => cell.executionSummary?.success !== undefined);

const interrupt = (notebook: vscode.NotebookDocument) =>
  vscode.commands.executeCommand("ntkbook.interrupt", notebook.uri);

describe("running cells", () => {
  closeNotebooks();

  it("counts them and takes their times", async () => {
    const notebook = await notebookOf("await new Promise((next) => setTimeout(next, 200));", "2");
    await runAll(notebook);
    await runCell(notebook, 0);
    const summaries = notebook.getCells().map(({ executionSummary }) => executionSummary);
    deepEqual(
      summaries.map((summary) => summary?.executionOrder),
      [3, 2],
    );
    const { startTime = 0, endTime = 0 } = summaries[0]?.timing ?? {};
    ok(endTime - startTime >= 190, `${endTime - startTime} ms`);
  });

  it("goes on in two notebooks at once, each with its own variables", async () => {
    const first = await notebookOf(`const mine = "first";\n${WAITS}`);
    void startCell(first, 0);
    await begins(first.cellAt(0));
    const second = await notebookOf("typeof mine");
    equal(textOf(await runCell(second, 0)), "'undefined'");
    equal(first.cellAt(0).executionSummary?.success, undefined);
    await interrupt(first);
    await ends(first.cellAt(0));
  });

  it("leaves the editor free, also while a cell never gives way", async () => {
    const notebook = await notebookOf('console.log("begun");\nfor (;;) {}', "1");
    void startCell(notebook, 0);
    await begins(notebook.cellAt(0));
    await replaceSource(notebook.cellAt(1), "typed meanwhile");
    equal(await notebook.save(), true);
    await interrupt(notebook);
    await ends(notebook.cellAt(0));
    equal(textOf(await runCell(await notebookOf("6 * 7"), 0)), "42");
  });

  it("keeps the last of 100,000 printed lines, and says how many are not shown", async () => {
    const notebook = await notebookOf(
      "for (let i = 0; i < 100_000; i++) console.log(`line ${i}`);",
    );
    const start = performance.now();
    const running = runCell(notebook, 0);
    await replaceSource(notebook.cellAt(0), "edited meanwhile");
    await noteFigure("an edit while 100,000 lines are printed, ms", performance.now() - start);
    const text = textOf(await running);
    await noteFigure("100,000 printed lines, ms", performance.now() - start);
    match(text, /^line 0\nline 1\n/);
    match(text, /\[\d+ lines \(\d+ characters\) not shown\]/);
    match(text, /line 99999\n$/);
  });

  it("runs what the cell held when it began, whatever is typed meanwhile", async () => {
    const notebook = await notebookOf(FOR_A_WHILE);
    const cell = notebook.cellAt(0);
    void startCell(notebook, 0);
    await begins(cell);
    await replaceSource(cell, "'typed meanwhile'");
    await ends(cell);
    match(shownText(cell), /begun\nended/);
    equal(cell.document.getText(), "'typed meanwhile'");
  });

  it("shows what a cell prints where the cell is moved to", async () => {
    const notebook = await notebookOf("'other'", FOR_A_WHILE);
    await startCell(notebook, 1).then(undefined, () => undefined);
    await runCell(notebook, 0);
    const editor = await vscode.window.showNotebookDocument(notebook);
    editor.selections = [new vscode.NotebookRange(1, 2)];
    const running = startCell(notebook, 1);
    await begins(notebook.cellAt(1));
    await vscode.commands.executeCommand("notebook.cell.moveUp");
    await until("the cell is moved", () => notebook.cellAt(0).document.getText() === FOR_A_WHILE);
    await running;
    await ends(notebook.cellAt(0));
    equal(textOf(await runCell(notebook, 1)), "'other'");
    equal(notebook.cellAt(0).document.getText(), FOR_A_WHILE);
  });

  it("is stopped when its notebook is closed and opened again, whose text stays as it was", async () => {
    // As the explorer opens it: a document that was asked for by a program stays open for minutes.
    const path = await writeNotebook(notebookText(WAITS, "6 * 7"));
    await vscode.commands.executeCommand("vscode.openWith", vscode.Uri.file(path), "ntkbook");
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    if (notebook === undefined) throw new Error("no notebook is shown");
    void startCell(notebook, 0);
    await begins(notebook.cellAt(0));
    await notebook.save();
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await until("the notebook is closed", () => notebook.isClosed);
    const again = await openNotebook(path);
    equal(again.cellAt(0).document.getText(), WAITS);
    equal(textOf(await runCell(again, 1)), "42");
  });

  it("stops at the first error: the cells after it are not run", async () => {
    const notebook = await notebookOf("1", "throw new Error('no')", "3");
    await vscode.commands.executeCommand("ntkbook.runAll", notebook.uri);
    await ends(notebook.cellAt(1));
    deepEqual(
      notebook.getCells().map(({ executionSummary }) => executionSummary?.success),
      [true, false, undefined],
    );
  });
});
