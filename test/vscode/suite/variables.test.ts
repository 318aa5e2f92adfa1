import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import type { NtkbookApi } from "../../../extension/editor/main.js";
import { closeNotebooks, notebookOf, runCell, until } from "./notebooks.js";

async function variablesOf({ uri }: vscode.NotebookDocument) {
  const api = vscode.extensions.getExtension<NtkbookApi>("ntkbook.ntkbook");
  return (await api?.activate())?.variables(uri) ?? [];
}

const tabs = (): readonly string[] =>
  vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

const count = (label: string) => tabs().filter((each) => each === label).length;

describe("the variables view", () => {
  closeNotebooks();

  it("follows every run, and is empty after a restart", async () => {
    const notebook = await notebookOf(
      'import { eye } from "ntkbook"; const K = eye(3); let rate = 0.1',
      "rate = 0.2",
    );
    await runCell(notebook, 0);
    const before = await variablesOf(notebook);
    deepEqual(
      before.map(({ name, shape, dtype }) => [name, shape, dtype]),
      [
        ["K", [3, 3], "float64"],
        ["rate", null, null],
      ],
    );
    await runCell(notebook, 1);
    equal((await variablesOf(notebook))[1]?.summary, "0.2");
    await vscode.commands.executeCommand("ntkbook.showVariables");
    await vscode.commands.executeCommand("ntkbook.restart", notebook.uri);
    deepEqual(await variablesOf(notebook), []);
  });

  it("is not emptied by a restart that nobody confirms; programs are not asked", async () => {
    const notebook = await notebookOf("const kept = 1;");
    await runCell(notebook, 0);
    // Tests are refused dialogs, with what they would have said.
    const refused = vscode.commands.executeCommand("ntkbook.restart");
    await rejects(async () => refused, /Restart the kernel\?/);
    equal((await variablesOf(notebook)).length, 1);

    const settings = vscode.workspace.getConfiguration("ntkbook");
    await settings.update("askBeforeRestart", false, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("ntkbook.restart");
    deepEqual(await variablesOf(notebook), []);
    await settings.update("askBeforeRestart", undefined, vscode.ConfigurationTarget.Global);
    // Where nothing is lost, nobody is asked.
    await vscode.commands.executeCommand("ntkbook.restart");
  });

  it("opens arrays of any number of axes in tabs of their own", async () => {
    const notebook = await notebookOf(
      'import { zeros } from "ntkbook"; const matrix = zeros([4, 5]), line = zeros([6]), deep = zeros([2, 3, 4])',
    );
    await runCell(notebook, 0);
    for (const variable of await variablesOf(notebook)) {
      await vscode.window.showNotebookDocument(notebook);
      await vscode.commands.executeCommand("ntkbook.openVariable", variable);
      await until(`the tab of ${variable.name}`, () => tabs().includes(variable.name));
      await vscode.commands.executeCommand("ntkbook.openVariable", variable);
      await until(`one tab of ${variable.name}`, () => count(variable.name) === 1);
    }
    ok(notebook.cellAt(0).outputs.length === 0, "the cell itself shows nothing new");
  });

  it("copies names and values", async () => {
    const notebook = await notebookOf("const greeting = 'hello'");
    await runCell(notebook, 0);
    const [variable] = await variablesOf(notebook);
    await vscode.commands.executeCommand("ntkbook.copyVariableName", variable);
    equal(await vscode.env.clipboard.readText(), "greeting");
    await vscode.commands.executeCommand("ntkbook.copyVariableValue", variable);
    equal(await vscode.env.clipboard.readText(), "'hello'");
  });

  it("writes the shapes of arrays behind their declarations after a run", async () => {
    const notebook = await notebookOf('import { eye } from "ntkbook";\nconst K = eye(3), n = 1;');
    const { document } = notebook.cellAt(0);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const labels = async (): Promise<readonly unknown[]> => {
      const hints = await vscode.commands.executeCommand<readonly vscode.InlayHint[] | undefined>(
        "vscode.executeInlayHintProvider",
        document.uri,
        all,
      );
      return (hints ?? []).map(({ label, position }) => [label, position.line, position.character]);
    };
    deepEqual(await labels(), []);
    await runCell(notebook, 0);
    deepEqual(await labels(), [[": float64 [3, 3]", 1, 7]]);
  });
});
