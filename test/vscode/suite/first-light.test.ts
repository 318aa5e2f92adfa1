import { deepEqual, equal } from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { notebookOf, runCell } from "./notebooks.js";

describe("the installed .vsix", () => {
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("runs a cell with 1 + 1 and shows 2 as plain text", async () => {
    const notebook = await notebookOf("1 + 1");
    const { success, outputs } = await runCell(notebook, 0);
    deepEqual(outputs, [{ mimes: ["text/plain"], text: "2" }]);
    equal(success, true);
  });
});
