import { describe, expect, test } from "vitest";
import { exportIpynb } from "../../../extension/format/export/ipynb.js";
import { importIpynb } from "../../../extension/format/import/ipynb.js";
import { code, SAMPLE } from "./sample.js";

/** What Jupyter writes, with everything that it may hold. */
const JUPYTER = {
  cells: [
    {
      cell_type: "markdown",
      id: "m1",
      metadata: {},
      source: ["# Title\n", "![](attachment:a.png)"],
      attachments: { "a.png": { "image/png": "iVBO\nRw==" } },
    },
    { cell_type: "raw", id: "r1", metadata: { format: "text/x-rst" }, source: "raw" },
    {
      cell_type: "code",
      id: "p1",
      metadata: { tags: ["x"] },
      execution_count: 3,
      source: ["import numpy\n", "1"],
      outputs: [
        { output_type: "stream", name: "stdout", text: ["a\n", "b"] },
        {
          output_type: "execute_result",
          execution_count: 3,
          metadata: {},
          data: { "text/plain": ["1"], "image/png": "iVBORw==\n", "application/json": { a: [1] } },
        },
        { output_type: "error", ename: "E", evalue: "v", traceback: ["\u001b[31mE\u001b[0m", "v"] },
      ],
    },
  ],
  metadata: { kernelspec: { language: "python", name: "python3" }, authors: ["me"] },
  nbformat: 4,
  nbformat_minor: 5,
};

describe("a Jupyter notebook", () => {
  test("comes over with its languages, outputs, attachments and metadata", () => {
    const { metadata, cells } = importIpynb(JSON.stringify(JUPYTER));
    expect(metadata).toEqual({ jupyter: JUPYTER.metadata });
    expect(cells.map(({ id, type }) => [id, type])).toEqual([
      ["m1", "markdown"],
      ["r1", "code"],
      ["p1", "code"],
    ]);
    expect(cells[0]?.source).toBe("# Title\n![](data:image/png;base64,iVBORw==)");
    expect(cells[1]).toMatchObject({ language: "raw", metadata: { format: "text/x-rst" } });
    expect(cells[2]).toMatchObject({
      language: "python",
      source: "import numpy\n1",
      metadata: { tags: ["x"] },
      outputs: [
        { items: [{ text: "a\nb" }] },
        {
          items: [
            { mime: "text/plain", text: "1" },
            { mime: "image/png", bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) },
            { mime: "application/json", text: '{"a":[1]}' },
          ],
        },
        { items: [{ mime: "application/vnd.code.notebook.error" }] },
      ],
    });
  });

  test("goes back as it was", () => {
    const again = JSON.parse(exportIpynb(importIpynb(JSON.stringify(JUPYTER)))) as typeof JUPYTER;
    expect(again.metadata).toMatchObject(JUPYTER.metadata);
    expect(again.cells[1]).toMatchObject({ cell_type: "raw", source: ["raw"] });
    expect(again.cells[2]?.outputs?.[2]).toEqual(JUPYTER.cells[2]?.outputs?.[2]);
    expect(again.cells[2]?.metadata).toEqual({ tags: ["x"], vscode: { languageId: "python" } });
    expect(importIpynb(JSON.stringify(again)).cells[2]).toMatchObject({ language: "python" });
  });

  test("of an older format, or something else, is refused with what to do", () => {
    expect(() => importIpynb('{"nbformat": 3, "worksheets": []}')).toThrow("save it");
    expect(() => importIpynb("{}")).toThrow("not a Jupyter notebook");
    expect(() => importIpynb("null")).toThrow("not a Jupyter notebook");
    expect(() => importIpynb('{"nbformat": 4}')).toThrow("no list of cells");
    expect(() => importIpynb('{"nbformat": 4, "cells": [{}]}')).toThrow("Cell 1");
    expect(() => importIpynb("<html>")).toThrow(/not a Jupyter notebook: .*JSON/);
  });

  test("may leave out what the format requires", () => {
    const text = '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "1"}]}';
    expect(importIpynb(text).cells).toMatchObject([{ type: "code", source: "1", outputs: [] }]);
  });
});

describe("a notebook for Jupyter", () => {
  test("is read back as it was, execution counts and all that aside", () => {
    expect(importIpynb(exportIpynb(SAMPLE)).cells).toEqual(SAMPLE.cells);
    expect(importIpynb(exportIpynb(SAMPLE)).metadata).toMatchObject(SAMPLE.metadata);
  });

  test("holds figures as JSON, streams and errors in Jupyter's own form", () => {
    const { cells } = JSON.parse(exportIpynb(SAMPLE)) as { cells: { outputs?: unknown[] }[] };
    expect(cells[3]?.outputs).toEqual([
      { output_type: "stream", name: "stdout", text: ["a\n", "b\n"] },
      { output_type: "stream", name: "stderr", text: ["careful\n"] },
      {
        output_type: "display_data",
        metadata: {},
        data: {
          "application/vnd.ntkbook.chart+json": { version: 1, title: "</script>" },
          "image/png": "iVBORw==",
          "text/plain": ["A chart"],
        },
      },
      {
        output_type: "error",
        ename: "TypeError",
        evalue: "no",
        traceback: ["TypeError: no", "    at Cell 4"],
      },
    ]);
  });

  test("has ids that Jupyter allows", () => {
    const text = exportIpynb({ metadata: {}, cells: [code("ä b", "1")] });
    expect(text).toContain('"id": "--b"');
  });
});

describe("an output of bytes in a Jupyter notebook", () => {
  const imported = (png: string) => {
    const output = { output_type: "display_data", metadata: {}, data: { "image/png": png } };
    const cell = {
      cell_type: "code",
      metadata: {},
      execution_count: null,
      source: "",
      outputs: [output],
    };
    const file = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
    const [first] = importIpynb(JSON.stringify(file)).cells;
    const item = first?.type === "code" ? first.outputs[0]?.items[0] : undefined;
    return item && "bytes" in item ? new TextDecoder("latin1").decode(item.bytes) : null;
  };

  test("is decoded, line breaks or not", () => {
    expect(imported("aGVsbG8g\nd29ybGQ=\n")).toBe("hello world");
  });

  test("that is not base64 after all is kept as it stands", () => {
    for (const text of ["no <base64>", "aGVs*G8="]) expect(imported(text)).toBe(text);
  });
});
