import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exportScript } from "../../../extension/format/export/script.js";
import { importScript } from "../../../extension/format/import/script.js";
import type { Cell } from "../../../extension/format/notebook.js";
import { SAMPLE } from "./sample.js";

const cellOf = ({ source, language }: { source: string; language: string }): Cell =>
  language === "markdown"
    ? { id: "a", type: "markdown", source }
    : { id: "a", type: "code", language, source, outputs: [] };

describe("a script", () => {
  test("of a notebook holds prose as comments and is read back", () => {
    const script = exportScript(SAMPLE);
    expect(script.startsWith("// %% [markdown]\n// # The *kernel*\n//\n// With")).toBe(true);
    const sources = importScript(script).cells.map(({ type, source }) => ({ type, source }));
    expect(sources).toEqual(SAMPLE.cells.map(({ type, source }) => ({ type, source })));
  });

  test("keeps cells of other languages as comments", () => {
    const cells = [
      { id: "a", type: "code" as const, language: "python", source: "x = 1", outputs: [] },
    ];
    const script = exportScript({ metadata: {}, cells });
    expect(script).toBe("// %% [python]\n// x = 1\n");
    expect(importScript(script).cells[0]).toMatchObject({ language: "python", source: "x = 1" });
  });

  test("keeps lines of cells that read like marks, in code, prose and other languages", () => {
    const lines = fc.constantFrom(
      "// %%",
      "//%% [python]",
      "// // %%",
      "%% a",
      "//",
      "x",
      "",
      "  // %%",
    );
    const source = fc.array(lines, { minLength: 1 }).map((each) => ["x", ...each, "x"].join("\n"));
    const cell = fc.record({
      source,
      language: fc.constantFrom("typescript", "python", "markdown"),
    });
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        const script = exportScript({ metadata: {}, cells: cells.map(cellOf) });
        const read = importScript(script).cells.map(({ source, ...rest }) => ({
          source,
          language: rest.type === "code" ? rest.language : "markdown",
        }));
        expect(read).toEqual(cells);
      }),
    );
    expect(
      exportScript({ metadata: {}, cells: [cellOf({ source: "// %%", language: "typescript" })] }),
    ).toBe("// %%\n// // %%\n");
  });

  test("without marks is one cell; what stands before the first mark is one, too", () => {
    expect(importScript("\uFEFFlet a = 1;\r\na\r\n").cells).toMatchObject([
      { source: "let a = 1;\na" },
    ]);
    expect(importScript("import 'x';\n\n// %% First\n1\n//%%\n").cells).toMatchObject([
      { source: "import 'x';" },
      { source: "// First\n1" },
      { source: "" },
    ]);
    expect(importScript("").cells).toEqual([]);
  });

  test("in JavaScript makes JavaScript cells", () => {
    expect(importScript("// %%\n1", "javascript").cells).toMatchObject([
      { language: "javascript" },
    ]);
  });
});
