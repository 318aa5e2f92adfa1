import { equal, match, ok, rejects } from "node:assert/strict";
import { mkdtemp, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import {
  COUNTED,
  COUNTS,
  closeNotebooks,
  notebookOf,
  notebookText,
  openNotebook,
  replaceSource,
  runCell,
  shownText,
  textOf,
  textOfFile,
  until,
  writeNotebook,
} from "./notebooks.js";
import { noteFigure } from "./figures.js";

const LINE = "const kernel = stax.serial(stax.dense(512), stax.erf(), stax.dense(1)); // θ";
const SOURCE = Array<string>(25).fill(LINE);
const PICTURE = "A".repeat(18_000);

/** 500 cells of 25 lines, each with a picture of 13 kB. */
const LARGE = {
  ntkbook: {
    ntkbook: 1,
    metadata: {},
    cells: Array.from({ length: 500 }, (_, index) => ({
      ...{ id: `cell${index}`, type: "code", language: "typescript", source: SOURCE },
      outputs: [{ items: [{ mime: "image/png", base64: PICTURE }] }],
    })),
  },
  ipynb: {
    ...{ nbformat: 4, nbformat_minor: 5, metadata: {} },
    cells: Array.from({ length: 500 }, (_, index) => ({
      ...{ id: `cell${index}`, cell_type: "code", execution_count: null, metadata: {} },
      source: SOURCE.map((line) => `${line}\n`),
      outputs: [{ output_type: "display_data", metadata: {}, data: { "image/png": PICTURE } }],
    })),
  },
};

/** Looks at no file: what the editor itself takes for the bytes and for 500 cells. */
const BLANK: vscode.NotebookSerializer = {
  deserializeNotebook: () =>
    new vscode.NotebookData(
      Array.from(
        { length: 500 },
        () => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "", "plaintext"),
      ),
    ),
  serializeNotebook: () => new Uint8Array(),
};

/** Opens a file of that kind; the milliseconds until the editor has the notebook. */
async function timeToOpen(kind: keyof typeof LARGE | "blank"): Promise<number> {
  const path = (await writeNotebook("")).replace(/ntkbook$/, kind);
  const content = LARGE[kind === "blank" ? "ntkbook" : kind];
  await writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
  const start = performance.now();
  const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(path));
  equal(notebook.cellCount, 500);
  return performance.now() - start;
}

const source = (notebook: vscode.NotebookDocument, index = 0) =>
  notebook.cellAt(index).document.getText();

async function undo(notebook: vscode.NotebookDocument): Promise<void> {
  const editor = await vscode.window.showNotebookDocument(notebook);
  editor.selections = [new vscode.NotebookRange(0, 1)];
  await vscode.commands.executeCommand("notebook.cell.edit");
  await vscode.commands.executeCommand("undo");
}

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);

/** As in the explorer; resolves to the document of the new name. */
async function renameFile(notebook: vscode.NotebookDocument): Promise<vscode.NotebookDocument> {
  const target = vscode.Uri.file(notebook.uri.fsPath.replace("notebook-", "renamed-"));
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(notebook.uri, target);
  equal(await vscode.workspace.applyEdit(edit), true);
  return vscode.workspace.openNotebookDocument(target);
}

describe("a notebook that is shared", () => {
  closeNotebooks();

  it("with a merge conflict is refused with the line and what to do, and keeps both sides", async () => {
    const [mine, theirs] = [notebookText("'mine'"), notebookText("'theirs'")];
    const lines = mine.split("\n");
    const at = lines.findIndex((line) => line.includes("'mine'"));
    const other = theirs.split("\n")[at] ?? "";
    const conflict = ["<<<<<<< HEAD", lines[at] ?? "", "=======", other, ">>>>>>> branch"];
    const text = [...lines.slice(0, at), ...conflict, ...lines.slice(at + 1)].join("\n");
    const path = await writeNotebook(text);
    await rejects(openNotebook(path), /Line \d+.*unresolved merge conflict.*keep the lines/s);
    await vscode.workspace.saveAll();
    equal(await textOfFile(path), text);
    // As text it can be repaired, and says where.
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
    equal(document.getText(), text);
    const marks = () =>
      vscode.languages.getDiagnostics(document.uri).map(({ range }) => range.start.line);
    await until("the conflict is marked", () => marks().includes(at));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), mine);
    await vscode.workspace.applyEdit(edit);
    await until("the mark is gone", () => marks().length === 0);
  });

  it("is compared in the editor's notebook diff view", async () => {
    const [one, two] = [
      await writeNotebook(notebookText("1")),
      await writeNotebook(notebookText("2")),
    ];
    const uris = [one, two].map((path) => vscode.Uri.file(path));
    await vscode.commands.executeCommand("vscode.diff", ...uris, "one and two");
    const isDiff = () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof
      vscode.TabInputNotebookDiff;
    await until("the notebooks are compared", isDiff);
  });

  it("of 10 MB and 500 cells opens", async () => {
    // The first large notebook pays for the editor's own warming up, whatever its kind.
    await timeToOpen("ipynb");
    const blank = vscode.workspace.registerNotebookSerializer("ntkbook-test-blank", BLANK);
    await noteFigure("opening 10 MB and 500 cells, ms", await timeToOpen("ntkbook"));
    await noteFigure("the same, read by nobody, as 500 empty cells, ms", await timeToOpen("blank"));
    blank.dispose();
    await noteFigure(
      "the same as .ipynb, which VS Code reads itself, ms",
      await timeToOpen("ipynb"),
    );
  });

  it("takes back what was typed before a run, without losing what the run showed", async () => {
    const notebook = await notebookOf("'first'");
    await replaceSource(notebook.cellAt(0), "'second'");
    equal(textOf(await runCell(notebook, 0)), "'second'");
    await undo(notebook);
    await until("it is taken back", () => source(notebook) === "'first'");
    match(shownText(notebook.cellAt(0)), /second/);
    equal(textOf(await runCell(notebook, 0)), "'first'");
  });

  it("goes on running when its file is renamed: variables, output, the cells after", async () => {
    const notebook = await notebookOf(COUNTS, "kept + 1");
    void vscode.commands.executeCommand("ntkbook.runAll", notebook.uri);
    await until("it begins", () => shownText(notebook.cellAt(0)).includes("3\n"));
    const renamed = await renameFile(notebook);
    match(source(renamed), /const kept = 41;/);
    await until("the cells end", () => renamed.cellAt(1).executionSummary?.success === true);
    equal(shownText(renamed.cellAt(0)), COUNTED);
    equal(renamed.cellAt(0).outputs.length, 1);
    equal(shownText(renamed.cellAt(1)), "42");
    // The tab of the old name is gone: nothing was written there that would have to be saved.
    equal(tabs().length, 1);
  });

  it("loses nothing that is printed while a rename puts back that the outputs were cleared", async () => {
    const notebook = await notebookOf(
      "for (let i = 0; i < 60; i++) {\n  await new Promise((next) => setTimeout(next, i === 0 ? 200 : 20));\n  console.log(i);\n}",
    );
    const printed = textOf(await runCell(notebook, 0));
    await notebook.save();
    void vscode.commands.executeCommand("ntkbook.runAll", notebook.uri);
    await until("it is cleared", () => notebook.cellAt(0).outputs.length === 0);
    const renamed = await renameFile(notebook);
    await until("the cell ends", () => renamed.cellAt(0).executionSummary?.success === true);
    equal(shownText(renamed.cellAt(0)), printed);
  });

  it("goes on when it was not on the screen while it was renamed, and shows all when it is", async () => {
    const notebook = await notebookOf(COUNTS, "kept + 1");
    void vscode.commands.executeCommand("ntkbook.runAll", notebook.uri);
    await until("it begins", () => shownText(notebook.cellAt(0)).includes("3\n"));
    await notebookOf("'another'");
    const renamed = await renameFile(notebook);
    await vscode.window.showNotebookDocument(renamed);
    await until("the cells end", () => renamed.cellAt(1).executionSummary?.success === true);
    equal(shownText(renamed.cellAt(0)), COUNTED);
    equal(shownText(renamed.cellAt(1)), "42");
  });

  it("may lie outside of every workspace folder, and imports from its own", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ntkbook-outside-"));
    await writeFile(join(folder, "beside.ts"), "export const answer: number = 42;");
    const path = join(folder, "outside.ntkbook");
    await writeFile(path, notebookText('import { answer } from "./beside.ts";\nanswer'));
    equal(textOf(await runCell(await openNotebook(path), 0)), "42");
  });

  it("may be read-only: its cells run, and its file stays as it is", async () => {
    const path = await writeNotebook(notebookText("6 * 7"));
    const text = await textOfFile(path);
    const files = vscode.workspace.getConfiguration("files");
    await files.update("readonlyInclude", { [path]: true }, vscode.ConfigurationTarget.Global);
    try {
      const notebook = await openNotebook(path);
      equal(textOf(await runCell(notebook, 0)), "42");
      equal(await textOfFile(path), text);
    } finally {
      await files.update("readonlyInclude", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("is not overwritten when its file changed meanwhile", async () => {
    const notebook = await notebookOf("1");
    const path = notebook.uri.fsPath;
    const other = notebookText("'by another program'");
    await writeFile(`${path}.new`, other);
    await rename(`${path}.new`, path);
    await until("the change is taken over", () => source(notebook) === "'by another program'");
    equal(notebook.isDirty, false);
  });
});

/** A file system that lives in memory, as those of remote repositories do. */
class MemoryFiles implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  watch = () => new vscode.Disposable(() => undefined);
  readDirectory = (): [string, vscode.FileType][] => [];
  createDirectory = () => undefined;
  delete = ({ path }: vscode.Uri) => void this.files.delete(path);
  rename = () => undefined;
  writeFile = ({ path }: vscode.Uri, content: Uint8Array) => void this.files.set(path, content);

  stat({ path }: vscode.Uri): vscode.FileStat {
    const file = this.files.get(path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: file.length };
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const file = this.files.get(path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return file;
  }
}

describe("a notebook on a virtual file system", () => {
  closeNotebooks();
  const files = new MemoryFiles();
  let registration: vscode.Disposable;
  before(() => {
    registration = vscode.workspace.registerFileSystemProvider("ntkbook-memory", files);
  });
  after(() => {
    registration.dispose();
  });

  it("opens, runs, is saved and exported there", async () => {
    const uri = vscode.Uri.parse("ntkbook-memory:/folder/book.ntkbook");
    files.writeFile(uri, new TextEncoder().encode(notebookText("6 * 7")));
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    equal(textOf(await runCell(notebook, 0)), "42");
    equal(await notebook.save(), true);
    const text = (path: string) => new TextDecoder().decode(files.files.get(path));
    match(text("/folder/book.ntkbook"), /"42"/);
    const page = uri.with({ path: "/folder/book.html" });
    await vscode.commands.executeCommand("ntkbook.export", uri, "html", page);
    ok(text("/folder/book.html").includes("42"));
  });
});
