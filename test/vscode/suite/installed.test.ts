import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { relative } from "node:path";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { closeNotebooks, notebookOf, runCell } from "./notebooks.js";
import { REPOSITORY } from "./repository.js";

describe("the installed extension", () => {
  closeNotebooks();

  it("is the packaged one, not the folder it was built in", () => {
    const extension = vscode.extensions.getExtension("ntkbook.ntkbook");
    notEqual(extension, undefined);
    match(relative(REPOSITORY, extension?.extensionPath ?? REPOSITORY), /^\.\./);
  });

  it("runs a cell with 1 + 1 and shows 2 as plain text", async () => {
    const notebook = await notebookOf("1 + 1");
    const { success, outputs } = await runCell(notebook, 0);
    deepEqual(outputs, [{ mimes: ["text/plain"], text: "2" }]);
    equal(success, true);
  });

  it("reports its SIMD variant and more than one thread", async () => {
    const notebook = await notebookOf("1");
    await runCell(notebook, 0);
    const report = await vscode.commands.executeCommand<Record<string, unknown>>(
      "ntkbook.reportEnvironment",
    );
    match(String(report["simd"]), /^(relaxed|base)$/);
    ok(Number(report["threads"]) > 1, `threads: ${String(report["threads"])}`);
  });
});
