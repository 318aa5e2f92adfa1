import { equal, ok } from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { noteFigure } from "./figures.js";
import { closeNotebooks, notebookOf, replaceSource, runCell, textOf, until } from "./notebooks.js";

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

/** VS Code's own record of starting the extension: reading its code, and calling it. */
async function recordedActivation(): Promise<number> {
  await vscode.commands.executeCommand("perfview.show");
  const row = () =>
    vscode.workspace.textDocuments
      .map((document) => /\|\s*ntkbook\.ntkbook\s*\|(.*)/.exec(document.getText())?.[1])
      .find((found) => found !== undefined);
  await until("VS Code shows its record", () => row() !== undefined);
  const [, code, call, finish] = (row() ?? "").split("|").map((column) => parseInt(column));
  return (code ?? NaN) + (call ?? NaN) + (finish ?? NaN);
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;
}

/** Cells that build on each other, as in a notebook of a course. */
const THIRTY = [
  'import { stax } from "ntkbook";',
  ...Array.from({ length: 28 }, (_, k) => `const width${k} = ${k} + 1; stax.dense(width${k})`),
  "stax.",
];

/** The fault on line `line` is marked: each change puts it on another. */
function marked(cell: vscode.NotebookCell, line: number): Promise<void> {
  return until(`a squiggle on line ${line}`, () =>
    vscode.languages
      .getDiagnostics(cell.document.uri)
      .some(({ range, message }) => range.start.line === line && message.includes("'string'")),
  );
}

async function complete(cell: vscode.NotebookCell): Promise<readonly vscode.CompletionItem[]> {
  const { document } = cell;
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    document.lineAt(document.lineCount - 1).range.end,
  );
  return items;
}

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
    await noteFigure("1 + 1 on a warm kernel, median ms", median(times));
    await noteFigure("activation as VS Code records it, ms", await recordedActivation());
  });

  it("are noted: completions and squiggles in a notebook of 30 cells", async () => {
    const notebook = await notebookOf(...THIRTY);
    const last = notebook.cellAt(29);
    ok((await complete(last)).some(({ label }) => label === "dense"));
    const completions: number[] = [];
    const squiggles: number[] = [];
    for (let i = 0; i < REPEATS; i++) {
      await replaceSource(last, `${"\n".repeat(i)}stax.`);
      completions.push(await timed(() => complete(last)));
      await replaceSource(last, `${"\n".repeat(i)}const wrong: string = width27;`);
      squiggles.push(await timed(() => marked(last, i)));
    }
    await noteFigure("completions in 30 cells after a change, median ms", median(completions));
    await noteFigure("from a change to its squiggle in 30 cells, median ms", median(squiggles));
  });
});
