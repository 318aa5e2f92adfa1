import { deepEqual, equal, match } from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it } from "mocha";
import { closeNotebooks, notebookOf, replaceSource, runAll, runCell, textOf } from "./notebooks.js";

describe("cells of one notebook", () => {
  closeNotebooks();

  it("see what earlier cells declared, and a const can be declared again", async () => {
    const notebook = await notebookOf("const width: number = 20;", "width + 1");
    const first = await runAll(notebook);
    deepEqual(first.map(textOf), ["", "21"]);

    await replaceSource(notebook.cellAt(0), "const width: number = 40;");
    const second = await runAll(notebook);
    deepEqual(second.map(textOf), ["", "41"]);
  });

  it("print to the console and await at the top level", async () => {
    const notebook = await notebookOf('console.log("one"); await Promise.resolve("two")');
    const report = await runCell(notebook, 0);
    deepEqual(
      report.outputs.map(({ mimes }) => mimes[0]),
      ["application/vnd.code.notebook.stdout", "text/plain"],
    );
    match(textOf(report), /^one\n["']?two["']?$/);
  });

  it("import a TypeScript file beside the notebook, fresh after an edit", async () => {
    const notebook = await notebookOf('import { depth } from "./model.ts"; depth');
    const model = join(dirname(notebook.uri.fsPath), "model.ts");
    await writeFile(model, "export const depth: number = 3;\n");
    equal(textOf(await runCell(notebook, 0)), "3");
    await writeFile(model, "export const depth: number = 4;\n");
    equal(textOf(await runCell(notebook, 0)), "4");
  });

  it("keep their variables to themselves", async () => {
    const one = await notebookOf('const name = "one";', "name.length");
    await runAll(one);
    const other = await notebookOf("typeof name");
    equal(textOf(await runCell(other, 0)).replaceAll(/["']/g, ""), "undefined");
  });
});
