import { equal } from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { noteFigure } from "./figures.js";
import { closeNotebooks, notebookOf, runCell, textOf } from "./notebooks.js";

/** Begun when this file is loaded, before any test opens a notebook. */
const activation = timed(async () => {
  await vscode.extensions.getExtension("ntkbook.ntkbook")?.activate();
});

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

const REPEATS = 10;

describe("the times a person waits", () => {
  closeNotebooks();

  it("are noted: activation, the first result, and those after it", async () => {
    await noteFigure("activation, ms", await activation);
    const notebook = await notebookOf("1 + 1");
    await noteFigure("first result of a new kernel, ms", await timed(() => runCell(notebook, 0)));
    const times: number[] = [];
    for (let i = 0; i < REPEATS; i++) {
      const report = await runCell(notebook, 0);
      equal(textOf(report), "2");
      const { startTime = 0, endTime = 0 } = notebook.cellAt(0).executionSummary?.timing ?? {};
      times.push(endTime - startTime);
    }
    times.sort((a, b) => a - b);
    await noteFigure("1 + 1 on a warm kernel, median ms", times[REPEATS / 2] ?? NaN);
  });
});
