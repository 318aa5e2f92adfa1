import { describe, expect, test } from "vitest";
import { exportMarkdown } from "../../../extension/format/export/markdown.js";
import { importMarkdown } from "../../../extension/format/import/markdown.js";
import { code, PNG, SAMPLE } from "./sample.js";

const cellsOf = (markdown: string) =>
  importMarkdown(markdown).cells.map((cell) =>
    cell.type === "markdown" ? cell.source : { [cell.language]: cell.source },
  );

describe("Markdown", () => {
  test("is cut at the fences of TypeScript and JavaScript", () => {
    const text =
      "# A\n\n```ts\nlet a;\n\n```\n\ntext\n\n~~~js title=x\n1\n~~~\n```python\n2\n```\n";
    expect(cellsOf(text)).toEqual([
      "# A",
      { typescript: "let a;\n" },
      "text",
      { javascript: "1" },
      "```python\n2\n```",
    ]);
  });

  test("keeps fences within lists, quotes and other fences", () => {
    const text = "- a\n  ```ts\n  1\n  ```\n\n> ```ts\n> 2\n> ```\n\n````md\n```ts\n3\n```\n````";
    expect(cellsOf(text)).toEqual([text]);
  });

  test("may come from Windows, and may be empty", () => {
    expect(cellsOf("\uFEFFa\r\n\r\n```ts\r\n1\r\n2\r\n```\r\n")).toEqual([
      "a",
      { typescript: "1\n2" },
    ]);
    expect(cellsOf("")).toEqual([]);
    expect(cellsOf("```ts\nnever closed")).toEqual([{ typescript: "never closed" }]);
  });

  test("of a notebook shows outputs and pictures, and is read back without the outputs", () => {
    const { text, pictures } = exportMarkdown(SAMPLE, "my files");
    expect(text).toContain("```text\na\nb\n```");
    expect(text).toContain("TypeError: no");
    expect(text).toContain("![A chart](my%20files/1.png)");
    expect(pictures).toEqual([{ path: "my files/1.png", bytes: PNG }]);
    expect(cellsOf(text)).toEqual([
      SAMPLE.cells[0]?.source,
      SAMPLE.cells[1]?.source,
      { typescript: SAMPLE.cells[2]?.source },
      { typescript: SAMPLE.cells[3]?.source },
    ]);
  });

  test("survives code and outputs with fences in them", () => {
    const source = "console.log(`\n```ts\n<!-- end of output -->\n```\n`);";
    const output = { items: [{ mime: "text/plain", text: "````\n<!-- end of output -->\n" }] };
    const { text } = exportMarkdown({ metadata: {}, cells: [code("a", source, output)] }, "f");
    expect(cellsOf(text)).toEqual([{ typescript: source }]);
  });

  test("keeps prose whose fences would be cells", () => {
    const sources = [
      "Run\n\n```ts\n1;\n```\n\nand\n\n<!-- output -->",
      "~~~js\n2\n~~~",
      "`ts` and\n```py\n3\n```",
    ];
    const cells = sources.map((source, i) => ({ id: `m${i}`, type: "markdown" as const, source }));
    const { text } = exportMarkdown({ metadata: {}, cells: [...cells, code("a", "4")] }, "f");
    expect(cellsOf(text)).toEqual([...sources, { typescript: "4" }]);
    expect(text.match(/<!-- prose -->/g)).toHaveLength(2);
  });
});
