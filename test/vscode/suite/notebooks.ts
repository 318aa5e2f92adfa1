/** What a test does with notebooks, in the words of the person at the keyboard. */
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach } from "mocha";
import * as vscode from "vscode";
import { cellReport, type CellReport } from "../driver/cell-report.js";

const POLL_MS = 10;

/** A file name of its own in the workspace, so that tests share nothing. */
function freshPath(name = "notebook"): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("no folder is open");
  return join(folder.uri.fsPath, `${name}-${randomUUID().slice(0, 8)}.ntkbook`);
}

/** The text of a notebook file whose code cells are `sources`. */
export function notebookText(...sources: string[]): string {
  const cells = sources.map((source, i) => ({
    id: `cell${i + 1}`,
    type: "code",
    language: "typescript",
    source: source.split("\n"),
    outputs: [],
  }));
  return `${JSON.stringify({ ntkbook: 1, metadata: {}, cells }, null, 2)}\n`;
}

/** Write `text` as a notebook file of its own. */
export async function writeNotebook(text: string): Promise<string> {
  const path = freshPath();
  await writeFile(path, text);
  return path;
}

export async function openNotebook(path: string): Promise<vscode.NotebookDocument> {
  const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(path));
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

/** A new notebook file with code cells, opened and shown. */
export async function notebookOf(...sources: string[]): Promise<vscode.NotebookDocument> {
  return openNotebook(await writeNotebook(notebookText(...sources)));
}

/** After each test no editor is left open; what was not saved is dropped. */
export function closeNotebooks(): void {
  afterEach(async () => {
    while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0))
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
}

/** Resolves when `condition` holds; rejects with `what` after `limit` milliseconds. */
export async function until(what: string, condition: () => boolean, limit = 30_000): Promise<void> {
  const deadline = Date.now() + limit;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${limit} ms`);
    await delay(POLL_MS);
  }
}

/** When the last run of a cell ended; a later run has a later time. */
function endTime(cell: vscode.NotebookCell): number {
  return cell.executionSummary?.timing?.endTime ?? 0;
}

/** Start running one cell, without waiting for its end. */
export async function startCell(notebook: vscode.NotebookDocument, index: number): Promise<void> {
  await vscode.commands.executeCommand("notebook.cell.execute", {
    ranges: [{ start: index, end: index + 1 }],
    document: notebook.uri,
  });
}

/** Run one cell to its end. */
export async function runCell(
  notebook: vscode.NotebookDocument,
  index: number,
): Promise<CellReport> {
  const cell = notebook.cellAt(index);
  const before = endTime(cell);
  await startCell(notebook, index);
  await until(`cell ${index + 1} ends`, () => endTime(cell) > before);
  return cellReport(cell);
}

/** Run all cells one after the other. */
export async function runAll(notebook: vscode.NotebookDocument): Promise<CellReport[]> {
  const reports: CellReport[] = [];
  for (const cell of notebook.getCells()) {
    if (cell.kind === vscode.NotebookCellKind.Code)
      reports.push(await runCell(notebook, cell.index));
  }
  return reports;
}

/** All that a cell printed and showed, as text. */
export function textOf({ outputs }: CellReport): string {
  return outputs.map(({ text }) => text).join("");
}

/** The same of a cell that may still be running. */
export function shownText(cell: vscode.NotebookCell): string {
  return textOf(cellReport(cell));
}

/** Type into a cell: replace its text. */
export async function replaceSource(cell: vscode.NotebookCell, source: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(0, 0, cell.document.lineCount, 0);
  edit.replace(cell.document.uri, whole, source);
  await vscode.workspace.applyEdit(edit);
}

export function textOfFile(path: string): Promise<string> {
  return readFile(path, "utf8");
}

/** Prints for four seconds, in which its notebook can be saved or renamed, and what it has printed then. */
export const COUNTS = [
  "const kept = 41;",
  "for (let i = 0; i < 40; i++) {",
  "  console.log(i);",
  "  await new Promise((next) => setTimeout(next, 100));",
  "}",
].join("\n");
export const COUNTED = Array.from({ length: 40 }, (_, i) => `${i}\n`).join("");
