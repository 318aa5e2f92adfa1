import { deepEqual, ok } from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { closeNotebooks, openNotebook, runAll, textOf, writeNotebook } from "./notebooks.js";
import { REPOSITORY } from "./repository.js";

describe("examples/quickstart.ntkbook", () => {
  closeNotebooks();

  it("runs from the first cell to the last, with a kernel and a chart that any viewer can show", async () => {
    const text = await readFile(join(REPOSITORY, "examples/quickstart.ntkbook"), "utf8");
    const notebook = await openNotebook(await writeNotebook(text));
    const reports = await runAll(notebook);
    const failures = reports.filter(({ success }) => success !== true);
    deepEqual(failures.map(textOf), []);

    const shown = reports.flatMap(({ outputs }) => outputs);
    for (const mime of ["kernel", "chart"]) {
      const rich = shown.filter(({ mimes }) =>
        mimes.includes(`application/vnd.ntkbook.${mime}+json`),
      );
      ok(rich.length > 0, `no ${mime}`);
      for (const { mimes } of rich) {
        ok(mimes.includes("text/plain"));
        ok(mimes.includes("image/png"));
      }
    }
  });
});
