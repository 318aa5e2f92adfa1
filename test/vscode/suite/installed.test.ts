import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { closeNotebooks, notebookOf, runCell } from "./notebooks.js";
import { REPOSITORY } from "./repository.js";

interface Walkthrough {
  readonly steps: readonly {
    readonly media: { readonly image: string; readonly altText: string };
  }[];
}

function walkthrough() {
  const extension = vscode.extensions.getExtension("ntkbook.ntkbook");
  const manifest = extension?.packageJSON as {
    contributes: { walkthroughs: readonly Walkthrough[] };
  };
  return { home: extension?.extensionPath ?? "", walkthroughs: manifest.contributes.walkthroughs };
}

describe("the installed extension", () => {
  closeNotebooks();

  it("is the packaged one, not the folder it was built in", () => {
    const extension = vscode.extensions.getExtension("ntkbook.ntkbook");
    notEqual(extension, undefined);
    match(relative(REPOSITORY, extension?.extensionPath ?? REPOSITORY), /^\.\./);
  });

  it("holds what runs, in at most 8 MB, and nothing that only builds or tests", async () => {
    const { size } = await stat(join(REPOSITORY, "dist/ntkbook.vsix"));
    ok(size <= 8e6, `${size} bytes`);
    const folder = vscode.extensions.getExtension("ntkbook.ntkbook")?.extensionPath ?? "";
    const files = (await readdir(folder, { recursive: true })).map((path) =>
      path.replaceAll("\\", "/"),
    );
    const superfluous =
      /(^|\/)(node_modules|test|engine\/wasm\/assembly)\/|(?<!\.d)\.ts$|esbuild|eslint|tsconfig/;
    deepEqual(
      files.filter((path) => superfluous.test(path)),
      [],
    );
  });

  it("shows pictures in its walkthrough that are there, with words for who cannot see them", async () => {
    const { home, walkthroughs } = walkthrough();
    for (const { media } of walkthroughs.flatMap(({ steps }) => steps)) {
      ok((await stat(join(home, media.image))).size > 10_000, media.image);
      ok(media.altText.length > 20, media.image);
    }
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
