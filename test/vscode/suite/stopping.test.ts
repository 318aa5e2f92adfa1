import { equal, match } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import {
  closeNotebooks,
  notebookOf,
  runCell,
  shownText,
  startCell,
  textOf,
  until,
} from "./notebooks.js";
import { cellReport } from "../driver/cell-report.js";

/** Run a cell that never ends, press Stop when it has begun, and wait for its end. */
async function stopCell(notebook: vscode.NotebookDocument, index: number) {
  const cell = notebook.cellAt(index);
  void startCell(notebook, index);
  const ended = () => cell.executionSummary?.success !== undefined;
  await until("the cell prints", () => shownText(cell).includes("begun") || ended());
  equal(ended(), false, shownText(cell));
  await vscode.commands.executeCommand("notebook.cancelExecution");
  await until("the cell stops", ended);
  return cellReport(cell);
}

describe("stopping a cell", () => {
  closeNotebooks();

  it("ends an endless loop and keeps the variables", async () => {
    const notebook = await notebookOf(
      "const kept = 41;",
      'console.log("begun"); for (;;) {}',
      "kept + 1",
    );
    await runCell(notebook, 0);
    const stopped = await stopCell(notebook, 1);
    equal(stopped.success, false);
    equal(textOf(await runCell(notebook, 2)), "42");
  });

  it("ends a wait and keeps the variables", async () => {
    const notebook = await notebookOf(
      "const kept = 41;",
      'console.log("begun"); await new Promise(() => {});',
      "kept + 1",
    );
    await runCell(notebook, 0);
    await stopCell(notebook, 1);
    equal(textOf(await runCell(notebook, 2)), "42");
  });

  for (const wait of [0, 20, 60, 150, 400])
    it(`is heard ${wait} ms after the first Run All, while the kernel starts`, async () => {
      const notebook = await notebookOf("const kept = 41;", "for (;;) {}", "1", "typeof kept");
      const run = vscode.commands.executeCommand("ntkbook.runAll", notebook.uri);
      await delay(wait);
      await vscode.commands.executeCommand("ntkbook.interrupt", notebook.uri);
      await run;
      equal(notebook.cellAt(2).executionSummary?.success, undefined);
      // The kernel that was starting is there, with what had run.
      const ran = notebook.cellAt(0).executionSummary?.success === true;
      equal(textOf(await runCell(notebook, 3)), ran ? "'number'" : "'undefined'");
    });

  it("says so when it could only be had for the variables, and the next cell runs", async () => {
    // A regular expression that backtracks for ages polls no flag.
    const notebook = await notebookOf(
      "const kept = 41;",
      'console.log("begun"); /^(a+)+$/.test("a".repeat(60) + "b");',
      "kept",
      "1 + 1",
    );
    await runCell(notebook, 0);
    const stopped = await stopCell(notebook, 1);
    match(textOf(stopped), /variables/);
    match(textOf(await runCell(notebook, 2)), /ReferenceError/);
    equal(textOf(await runCell(notebook, 3)), "2");
  });
});
