import { deepEqual, equal, match } from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { closeNotebooks, notebookOf, runCell, textOf, until } from "./notebooks.js";

const ERROR = "application/vnd.code.notebook.error";

describe("a cell that goes wrong", () => {
  closeNotebooks();

  it("names the line of a syntax error", async () => {
    const notebook = await notebookOf("const a = 1;\nconst b = = 2;");
    const report = await runCell(notebook, 0);
    equal(report.success, false);
    deepEqual(report.outputs[0]?.mimes, [ERROR]);
    match(textOf(report), /SyntaxError/);
    match(textOf(report), /Cell 1, line 2, column 11/);
  });

  it("names cell, line and column of an error thrown in an earlier cell's function", async () => {
    const notebook = await notebookOf(
      "function fail(): never {\n  throw new RangeError('too wide');\n}",
      "fail();",
    );
    await runCell(notebook, 0);
    const report = await runCell(notebook, 1);
    match(textOf(report), /RangeError/);
    match(textOf(report), /too wide/);
    match(textOf(report), /Cell 1, line 2, column 9/);
    match(textOf(report), /Cell 2, line 1, column 1/);
  });

  it("is a step away from where its error came from, in whatever cell", async () => {
    const notebook = await notebookOf(
      "function fail(): never {\n  throw new RangeError('too wide');\n}",
      "fail();",
    );
    await runCell(notebook, 0);
    await runCell(notebook, 1);
    await vscode.commands.executeCommand("ntkbook.goToError", notebook.uri);
    const cursor = () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document === notebook.cellAt(0).document ? editor.selection.active : undefined;
    };
    await until("the cursor is there", () => cursor()?.isEqual(new vscode.Position(1, 8)) === true);
  });

  it("says which shapes do not fit, and what to do", async () => {
    const notebook = await notebookOf(
      'import { array, matmul } from "ntkbook";\nmatmul(array([[1, 2]]), array([[3, 4]]));',
    );
    const report = await runCell(notebook, 0);
    match(textOf(report), /ShapeError/);
    match(textOf(report), /Cell 1, line 2/);
  });

  it("stops the rest of Run All, which did not run", async () => {
    const notebook = await notebookOf("1", "throw new Error('here')", "3");
    await vscode.commands.executeCommand("notebook.execute");
    const second = notebook.cellAt(1);
    await until("the second cell fails", () => second.executionSummary?.success === false);
    equal(notebook.cellAt(0).executionSummary?.success, true);
    deepEqual(notebook.cellAt(2).outputs, []);
    equal(textOf(await runCell(notebook, 2)), "3");
  });
});
