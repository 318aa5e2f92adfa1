import { deepEqual, equal, match, ok } from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { closeNotebooks, notebookOf, replaceSource, runAll, until } from "./notebooks.js";

const faults = (notebook: vscode.NotebookDocument, index: number) =>
  vscode.languages
    .getDiagnostics(notebook.cellAt(index).document.uri)
    .filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint)
    .map(({ message }) => message);

const at = (document: vscode.TextDocument, mark: string) =>
  document.positionAt(document.getText().indexOf(mark) + mark.length);

const labels = ({ items }: vscode.CompletionList) =>
  items.map(({ label }) => (typeof label === "string" ? label : label.label));

function complete(document: vscode.TextDocument, mark: string) {
  const place = at(document, mark);
  return vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    place,
  );
}

describe("the language of cells", () => {
  closeNotebooks();

  it("marks what does not fit the types of other cells, and follows edits", async () => {
    const notebook = await notebookOf("const width: number = 20;", "width.toUpperCase()");
    await until("the fault is marked", () => faults(notebook, 1).length === 1);
    match(faults(notebook, 1)[0] ?? "", /'toUpperCase' does not exist on type 'number'/);
    await replaceSource(notebook.cellAt(0), 'const width = "wide";');
    await until("the mark is gone", () => faults(notebook, 1).length === 0);
  });

  it("completes the engine's members and what other cells declare", async () => {
    const notebook = await notebookOf(
      'import { stax } from "ntkbook";',
      "stax.",
      "const mine = 1; mi",
    );
    ok(labels(await complete(notebook.cellAt(1).document, "stax.")).includes("dense"));
    ok(labels(await complete(notebook.cellAt(2).document, "; mi")).includes("mine"));
  });

  it("shows the engine's documentation on hover", async () => {
    const notebook = await notebookOf('import { stax } from "ntkbook";\nstax.dense(3)');
    const { document } = notebook.cellAt(0);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      at(document, "stax.de"),
    );
    const text = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
    match(text.map(({ value }) => value).join(""), /fully connected layer/);
  });

  it("goes to definitions, finds references and renames across cells", async () => {
    const notebook = await notebookOf("let k = 1;", "k = k + 1;", "k");
    const [first, second] = [0, 1].map((index) => notebook.cellAt(index).document);
    if (first === undefined || second === undefined) throw new Error("two cells");
    const place = new vscode.Position(0, 4);
    const run = <T>(command: string, ...rest: unknown[]) =>
      vscode.commands.executeCommand<T>(command, second.uri, place, ...rest);
    const definitions = await run<vscode.Location[]>("vscode.executeDefinitionProvider");
    deepEqual(
      definitions.map(({ uri }) => uri.toString()),
      [first.uri.toString()],
    );
    equal((await run<vscode.Location[]>("vscode.executeReferenceProvider")).length, 4);
    const edit = await run<vscode.WorkspaceEdit>("vscode.executeDocumentRenameProvider", "n");
    await vscode.workspace.applyEdit(edit);
    const texts = notebook.getCells().map((cell) => cell.document.getText());
    deepEqual(texts, ["let n = 1;", "n = n + 1;", "n"]);
  });

  it("keeps each notebook's names to itself, also in one that is not saved", async () => {
    const one = await notebookOf("const name = 1;", "name.toFixed()");
    const cells = ["name.length"].map(
      (text) =>
        new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "ntkbook-typescript"),
    );
    const data = new vscode.NotebookData(cells);
    const untitled = await vscode.workspace.openNotebookDocument("ntkbook", data);
    await vscode.window.showNotebookDocument(untitled);
    await until("the unknown name is marked", () => faults(untitled, 0).length === 1);
    deepEqual(faults(one, 1), []);
  });

  it("sees a name of a cell below once that cell has run", async () => {
    const notebook = await notebookOf("typeof below", "const below = 1;");
    await until("the name is unknown", () => faults(notebook, 0).length === 1);
    await runAll(notebook);
    await until("the name is known", () => faults(notebook, 0).length === 0);
  });
});
