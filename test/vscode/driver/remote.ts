/** Serves the test runner from inside the extension host: open a notebook, run it, read its cells. */
import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import { connect, type Request } from "./connection.js";
import { cellReport, type CellReport } from "./cell-report.js";

const POLL_MS = 20;

function activeNotebook(): vscode.NotebookDocument {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (notebook === undefined) throw new Error("no notebook is open");
  return notebook;
}

async function open(path: string): Promise<number> {
  const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(path));
  await vscode.window.showNotebookDocument(notebook);
  return notebook.cellCount;
}

/** Scroll a cell to the top; outputs out of sight are not drawn. */
function reveal(index: number): void {
  const range = new vscode.NotebookRange(index, index + 1);
  const atTop = vscode.NotebookEditorRevealType.AtTop;
  vscode.window.activeNotebookEditor?.revealRange(range, atTop);
}

/** Resolves when every code cell has ended, or one failed (which drops the rest of the queue). */
async function finished(): Promise<CellReport[]> {
  for (;;) {
    const cells = activeNotebook().getCells().map(cellReport);
    const code = cells.filter(({ kind }) => kind === "code");
    if (code.every(({ success }) => success !== null)) return cells;
    if (code.some(({ success }) => success === false)) return cells;
    await delay(POLL_MS);
  }
}

const methods: Readonly<Record<string, (params: Request["params"]) => unknown>> = {
  open: ({ path }) => open(String(path)),
  command: ({ name }) => vscode.commands.executeCommand(String(name)),
  setting: ({ name, value }) =>
    vscode.workspace
      .getConfiguration()
      .update(String(name), value, vscode.ConfigurationTarget.Global),
  reveal: ({ index }) => {
    reveal(Number(index));
  },
  cells: () => activeNotebook().getCells().map(cellReport),
  finished,
};

async function answer({ id, method, params }: Request): Promise<object> {
  try {
    return { id, result: (await methods[method]?.(params)) ?? null };
  } catch (error) {
    return { id, error: String(error) };
  }
}

/** VS Code calls this in the extension host and closes the window when it resolves. */
export async function run(): Promise<void> {
  const connection = await connect();
  await connection.receive((request) => {
    void answer(request).then((reply) => {
      connection.send(reply);
    });
  });
}
