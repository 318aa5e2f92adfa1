import { equal, match } from "node:assert/strict";
import { describe, it } from "mocha";
import { closeNotebooks, notebookOf, runCell, textOf } from "./notebooks.js";

describe("a kernel process that dies", () => {
  closeNotebooks();

  it("is reported in the cell that ran, and the next cell gets a new one", async () => {
    const notebook = await notebookOf('process.kill(process.pid, "SIGKILL"); for (;;) {}', "1 + 1");
    const report = await runCell(notebook, 0);
    equal(report.success, false);
    match(textOf(report), /variables/);
    equal(textOf(await runCell(notebook, 1)), "2");
  });

  it("loses nothing that was typed", async () => {
    const sources = [
      "const typed = 'by hand';",
      'process.kill(process.pid, "SIGKILL"); for (;;) {}',
    ];
    const notebook = await notebookOf(...sources);
    await runCell(notebook, 0);
    await runCell(notebook, 1);
    equal(
      notebook
        .getCells()
        .map((cell) => cell.document.getText())
        .join(),
      sources.join(),
    );
  });

  it("may have run out of memory", async () => {
    const hoard =
      "const hoard: number[][] = [];\nfor (;;) hoard.push(new Array(1e6).fill(Math.random()));";
    const notebook = await notebookOf(hoard, "1 + 1");
    const report = await runCell(notebook, 0);
    equal(report.success, false);
    match(textOf(report), /memory/);
    equal(textOf(await runCell(notebook, 1)), "2");
    // Filling gigabytes takes long where other work runs beside.
  }).timeout(240_000);
});
