import { deepEqual, equal, match, ok } from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import manifest from "../../../package.json";
import {
  closeNotebooks,
  notebookOf,
  notebookText,
  openNotebook,
  runAll,
  runCell,
  shownText,
  textOf,
  textOfFile,
  until,
  writeNotebook,
} from "./notebooks.js";
import { cellReport } from "../driver/cell-report.js";

const run = <T = unknown>(name: string, ...args: unknown[]) =>
  vscode.commands.executeCommand<T>(`ntkbook.${name}`, ...args);

function active(): vscode.NotebookDocument {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (notebook === undefined) throw new Error("no notebook is shown");
  return notebook;
}

const sources = (notebook: vscode.NotebookDocument) =>
  notebook.getCells().map(({ document }) => document.getText());

const texts = (notebook: vscode.NotebookDocument) => notebook.getCells().map(shownText);

const ended = (notebook: vscode.NotebookDocument, count: number) =>
  until(`${count} cells have run`, () => {
    const cells = notebook.getCells();
    return (
      cells.filter(({ executionSummary }) => executionSummary?.success === true).length === count
    );
  });

function select(start: number, end: number): void {
  const editor = vscode.window.activeNotebookEditor;
  if (editor !== undefined) editor.selections = [new vscode.NotebookRange(start, end)];
}

/** Cells that say that they ran. */
const FOUR = ["'a'", "'b'", "'c'", "'d'"];

const KERNEL = 'import { array, show } from "ntkbook";\nshow.kernel(array([[2, 1], [1, 2]]));';

const tabLabels = () =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));

describe("the commands", () => {
  closeNotebooks();

  it("of the palette are all there", async () => {
    await vscode.extensions.getExtension("ntkbook.ntkbook")?.activate();
    const known = await vscode.commands.getCommands(true);
    const missing = manifest.contributes.commands.filter(({ command }) => !known.includes(command));
    deepEqual(missing, []);
  });

  it("with no notebook open, offer one and do no harm", async () => {
    const questions = ["newFromTemplate", "openExample", "import", "insertSnippet"];
    const opening = ["newNotebook", "reportEnvironment", ...questions];
    // VS Code lets go of closed documents when it likes.
    const known = vscode.workspace.notebookDocuments.length;
    for (const { command } of manifest.contributes.commands) {
      const name = command.replace("ntkbook.", "");
      if (opening.includes(name)) continue;
      // The offer stays until it is answered or closed.
      void run(name);
      await vscode.commands.executeCommand("notifications.clearAll");
    }
    ok(vscode.workspace.notebookDocuments.length <= known);
  });

  it("begin notebooks after templates, which are not saved anywhere yet", async () => {
    await run("newFromTemplate", "gaussian-process");
    const notebook = active();
    equal(notebook.isUntitled, true);
    ok(notebook.cellCount > 3);
    match(sources(notebook).join("\n"), /predict\.gpInference/);
  });

  it("open examples with their stored outputs, as copies", async () => {
    await run("openExample", "quickstart");
    const notebook = active();
    equal(notebook.isUntitled, true);
    match(texts(notebook).join(""), /test accuracy/);
  });

  it("run the cells above, below, or selected, and no other", async () => {
    const notebook = await notebookOf(...FOUR);
    select(2, 3);
    await run("runAbove");
    await ended(notebook, 2);
    deepEqual(texts(notebook), ["'a'", "'b'", "", ""]);
    await run("clearOutputs");
    await run("runBelow", notebook.uri, 3);
    await ended(notebook, 1);
    deepEqual(texts(notebook), ["", "", "", "'d'"]);
    select(1, 3);
    await run("runSelection");
    await ended(notebook, 3);
    deepEqual(texts(notebook), ["", "'b'", "'c'", "'d'"]);
  });

  it("run the text that is selected in a cell, and name its place in errors", async () => {
    const notebook = await notebookOf("'not this'\n  40 + 2\nnope");
    const cell = notebook.cellAt(0);
    const editor = await vscode.window.showTextDocument(cell.document);
    editor.selection = new vscode.Selection(1, 2, 1, 8);
    await run("runSelection", notebook.uri);
    equal(shownText(cell), "42");
    editor.selection = new vscode.Selection(2, 0, 2, 4);
    await run("runSelection", notebook.uri);
    match(shownText(cell), /line 3, column 1/);
  });

  it("export what the notebook shows, in every format", async () => {
    const notebook = await notebookOf("'shown'");
    await runCell(notebook, 0);
    for (const format of ["html", "ipynb", "md", "ts"]) {
      const file = vscode.Uri.file(`${notebook.uri.fsPath}.${format}`);
      const result = await run<vscode.Uri>("export", notebook.uri, format, file);
      equal(result.toString(), file.toString());
      match(await readFile(file.fsPath, "utf8"), /shown/);
    }
  });

  it("mean the notebook that was active last while another file is in front", async () => {
    const notebook = await notebookOf(...FOUR);
    const text = await vscode.workspace.openTextDocument({ content: "in front" });
    await vscode.window.showTextDocument(text);
    equal(vscode.window.visibleNotebookEditors.length, 0);
    await run("runAll");
    await ended(notebook, 4);
    equal(active(), notebook);
  });

  it("do not bring back a notebook whose tab was closed", async () => {
    await run("openExample", "quickstart");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    // The offer of a new one stays until it is answered or closed.
    void run("runAll");
    await delay(300);
    await vscode.commands.executeCommand("notifications.clearAll");
    deepEqual(tabLabels(), []);
  });

  it("say why an export cannot be written", async () => {
    const notebook = await notebookOf("1");
    const below = vscode.Uri.joinPath(notebook.uri, "page.md");
    equal(await run("export", notebook.uri, "md", below), undefined);
  });

  it("import a script as a notebook that is not saved anywhere yet", async () => {
    const path = `${await writeNotebook("")}.ts`;
    await writeFile(path, "// %% [markdown]\n// # Prose\n\n// %%\n6 * 7\n");
    await run("import", vscode.Uri.file(path));
    const notebook = active();
    deepEqual(sources(notebook), ["# Prose", "6 * 7"]);
    equal(textOf(await runCell(notebook, 1)), "42");
  });

  it("say why a file cannot be imported, and open nothing", async () => {
    const path = `${await writeNotebook("")}.ipynb`;
    await writeFile(path, "<html>");
    await run("import", vscode.Uri.file(path));
    equal(vscode.window.activeNotebookEditor, undefined);
  });

  it("verify a notebook in a session of its own", async () => {
    const notebook = await notebookOf("const x = 20;\nx + 1", "Math.random()", "typeof left");
    await runAll(notebook);
    await notebook.save();
    const before = notebook.getCells().map((cell) => cellReport(cell));
    const verification = await run<{ holds: boolean; differences: { cell: number }[] }>(
      "verify",
      notebook.uri,
    );
    equal(verification.holds, false);
    deepEqual(
      verification.differences.map(({ cell }) => cell),
      [2],
    );
    deepEqual(notebook.getCells().map(cellReport), before);
    equal(notebook.isDirty, false);
  });

  it("choose what the file keeps of the outputs, as part of the notebook", async () => {
    const notebook = await notebookOf("'shown'");
    await runCell(notebook, 0);
    await run("saveOutputs", notebook.uri, "none");
    await notebook.save();
    const none = JSON.parse(await textOfFile(notebook.uri.fsPath)) as {
      metadata: unknown;
      cells: { outputs: unknown[] }[];
    };
    deepEqual(none.metadata, { saveOutputs: "none" });
    deepEqual(none.cells[0]?.outputs, []);
    equal(shownText(notebook.cellAt(0)), "'shown'");
    await run("saveOutputs", notebook.uri, "preview");
    await notebook.save();
    const file = await textOfFile(notebook.uri.fsPath);
    match(file, /shown/);
    match(file, /"metadata": \{\}/);
  });

  it("open a figure in a tab of its own, drawn by its renderer", async () => {
    const notebook = await notebookOf(KERNEL, "'no figure'");
    await runAll(notebook);
    select(0, 1);
    await run("openOutput");
    await until("the tab is open", () => tabLabels().includes("Kernel matrix"));
    await run("openOutput", notebook.cellAt(0));
    deepEqual(
      tabLabels().filter((label) => label === "Kernel matrix"),
      ["Kernel matrix"],
    );
    equal(notebook.isDirty, true);
    equal(notebook.cellAt(0).outputs.length, 1);
  });

  it("show two kernels side by side, and say how alike they are", async () => {
    const notebook = await notebookOf(
      KERNEL,
      KERNEL.replace("2, 1", "4, 2").replace("1, 2", "2, 4"),
    );
    await runAll(notebook);
    match(String(await run("compareKernels")), /^alignment 1\.0000/);
    await until(
      "both are open",
      () => tabLabels().filter((label) => label === "Kernel matrix").length === 2,
    );
    const columns = vscode.window.tabGroups.all.filter(({ tabs }) =>
      tabs.some(({ label }) => label === "Kernel matrix"),
    );
    equal(columns.length, 2);
  });

  it("insert a snippet into a new cell", async () => {
    const notebook = await openNotebook(await writeNotebook(notebookText("'there'")));
    await run("insertSnippet", "digits");
    await until("the snippet is there", () => sources(notebook).join().includes("data.digits"));
    deepEqual(sources(notebook)[0], "'there'");
  });
});
