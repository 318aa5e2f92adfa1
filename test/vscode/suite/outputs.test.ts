import { deepEqual, equal, match } from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import {
  closeNotebooks,
  notebookOf,
  openNotebook,
  replaceSource,
  runCell,
  shownText,
  startCell,
  textOfFile,
  until,
  writeNotebook,
} from "./notebooks.js";

/** A cell that shows HTML, by the protocol that libraries use. */
const SHOWS_HTML =
  '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>hi</b>", "text/plain": "hi" }) })';

describe("the outputs of a cell", () => {
  closeNotebooks();

  it("that would be executed are not, when they come from a file, and the file keeps them", async () => {
    const source = await notebookOf(SHOWS_HTML);
    const alive = await runCell(source, 0);
    deepEqual(alive.outputs[0]?.mimes, ["text/html", "text/plain"]);
    await source.save();

    const text = await textOfFile(source.uri.fsPath);
    const path = await writeNotebook(text);
    const copy = await openNotebook(path);
    const mimes = copy.cellAt(0).outputs.flatMap(({ items }) => items.map(({ mime }) => mime));
    deepEqual(mimes, ["application/vnd.ntkbook.inert.text+html", "text/plain"]);
    await replaceSource(copy.cellAt(0), "changed");
    await copy.save();
    await replaceSource(copy.cellAt(0), SHOWS_HTML);
    await copy.save();
    equal(await textOfFile(path), text);
  });

  it("may be cleared while it runs: what comes then is shown", async () => {
    const notebook = await notebookOf(
      "for (let i = 0; ; i++) { console.log(`line ${i}.`); await new Promise((go) => setTimeout(go, 50)); }",
    );
    const cell = notebook.cellAt(0);
    // Once more, so that the run begins by clearing what was there.
    for (const round of ["first", "second"]) {
      void startCell(notebook, 0);
      await until(`the ${round} run prints`, () => /^line 0\.[^]*line 2\./.test(shownText(cell)));
      await vscode.commands.executeCommand("ntkbook.clearOutputs", notebook.uri);
      await until("it is cleared", () => !shownText(cell).includes("line 0."));
      await until("it goes on", () => shownText(cell).includes("line"));
      await vscode.commands.executeCommand("ntkbook.interrupt", notebook.uri);
      await until("it stops", () => cell.executionSummary?.success === false);
    }
  });

  it("hold once what is printed just before the end, a moment after the rest", async () => {
    // Console text is sent 50 ms after it began to gather, and at the end.
    const waits = [46, 48, 50, 52, 54, 56, 58, 60, 62, 64];
    const print = (ms: number) =>
      `console.log("a"); await new Promise((go) => setTimeout(go, ${ms})); console.log("b");`;
    const notebook = await notebookOf(...waits.map(print));
    await vscode.commands.executeCommand("ntkbook.runAll", notebook.uri);
    deepEqual(
      notebook.getCells().map(shownText),
      waits.map(() => "a\nb\n"),
    );
  });

  it("include what its background tasks print and throw after it ended", async () => {
    const notebook = await notebookOf(
      'setTimeout(() => { console.log("later"); throw new Error("too late"); }, 300); 1',
      "2",
    );
    await runCell(notebook, 0);
    await runCell(notebook, 1);
    const cell = notebook.cellAt(0);
    const order = cell.executionSummary?.executionOrder;
    await until("the task ends", () => shownText(cell).includes("too late"));
    match(shownText(cell), /^1later\n.*too late/s);
    equal(cell.executionSummary?.executionOrder, order);
  });
});
