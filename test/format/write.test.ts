import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Notebook, readNotebook, writeNotebook } from "../../extension/format/index.js";
import { notebooks } from "./notebooks.js";

describe("writing a notebook", () => {
  test("a person can read the file, and each line of source is a line of it", () => {
    const notebook: Notebook = {
      metadata: {},
      cells: [
        { id: "k3f9a2", type: "markdown", source: "# Title\ntext" },
        {
          id: "p0c81d",
          type: "code",
          language: "typescript",
          source: "1 + 1",
          outputs: [{ items: [{ mime: "image/png", bytes: Uint8Array.of(255) }] }],
        },
      ],
    };
    expect(writeNotebook(notebook)).toBe(`{
  "ntkbook": 1,
  "metadata": {},
  "cells": [
    {
      "id": "k3f9a2",
      "type": "markdown",
      "source": [
        "# Title",
        "text"
      ]
    },
    {
      "id": "p0c81d",
      "type": "code",
      "language": "typescript",
      "source": [
        "1 + 1"
      ],
      "outputs": [
        {
          "items": [
            {
              "mime": "image/png",
              "base64": "/w=="
            }
          ]
        }
      ]
    }
  ]
}
`);
  });

  test("what is written is read back as it was, whatever the text, bytes and unknown fields", () => {
    fc.assert(
      fc.property(notebooks, (notebook) => {
        expect(readNotebook(writeNotebook(notebook))).toEqual(notebook);
      }),
      { numRuns: 300 },
    );
  });

  test("a file that was written and read is written again in the same bytes", () => {
    fc.assert(
      fc.property(notebooks, (notebook) => {
        const text = writeNotebook(notebook);
        expect(writeNotebook(readNotebook(text))).toBe(text);
        expect(writeNotebook(readNotebook(new TextEncoder().encode(text)))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test("unknown fields follow the known ones, and cannot replace them", () => {
    const text = writeNotebook({
      metadata: {},
      cells: [{ id: "a", type: "markdown", source: "", extra: { later: [1, { x: null }] } }],
      extra: { ntkbook: 7, generator: "2.0" },
    });
    expect(JSON.parse(text)).toEqual({
      ntkbook: 1,
      metadata: {},
      cells: [{ id: "a", type: "markdown", source: [], later: [1, { x: null }] }],
      generator: "2.0",
    });
  });

  test("line ends are LF and the last line is ended", () => {
    fc.assert(
      fc.property(notebooks, (notebook) => {
        const text = writeNotebook(notebook);
        expect(text.endsWith("}\n")).toBe(true);
        expect(text.includes("\r")).toBe(false);
      }),
    );
  });

  test("large bytes survive base64", () => {
    const bytes = Uint8Array.from({ length: 200_003 }, (_, i) => (i * i) % 251);
    const item = { mime: "image/png", bytes };
    const cell = { id: "a", type: "code", language: "typescript", source: "" } as const;
    const notebook: Notebook = { metadata: {}, cells: [{ ...cell, outputs: [{ items: [item] }] }] };
    const base64 = /"base64": "([^"]*)"/.exec(writeNotebook(notebook))?.[1] ?? "";
    expect(Buffer.from(base64, "base64").equals(bytes)).toBe(true);
    const [read] = readNotebook(writeNotebook(notebook)).cells;
    const [output] = read?.type === "code" ? read.outputs : [];
    const [back] = output?.items ?? [];
    expect(back !== undefined && "bytes" in back && Buffer.from(back.bytes).equals(bytes)).toBe(
      true,
    );
  });
});
