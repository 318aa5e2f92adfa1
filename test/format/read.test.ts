import { describe, expect, test } from "vitest";
import { FormatError, readNotebook } from "../../extension/format/index.js";

/** What the reader says about a file it refuses. */
function refusal(file: string | Uint8Array): FormatError {
  try {
    readNotebook(file);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error("the file was accepted");
}

const cellsFile = (cells: string) => `{"ntkbook": 1, "cells": [\n${cells}\n]}`;

describe("reading a notebook", () => {
  test("a file of no bytes is a new notebook", () => {
    expect(readNotebook("")).toEqual({ metadata: {}, cells: [] });
    expect(readNotebook(new Uint8Array())).toEqual({ metadata: {}, cells: [] });
  });

  test("cells, outputs, and their text and bytes are read", () => {
    const file = cellsFile(`
      {"id": "a", "type": "markdown", "source": ["# Title", "text"]},
      {"id": "b", "type": "code", "language": "javascript", "source": ["1 + 1"], "outputs": [
        {"items": [{"mime": "text/plain", "text": ["2"]}, {"mime": "image/png", "base64": "AAEC"}]}]}`);
    expect(readNotebook(file).cells).toEqual([
      { id: "a", type: "markdown", source: "# Title\ntext" },
      {
        id: "b",
        type: "code",
        language: "javascript",
        source: "1 + 1",
        outputs: [
          {
            items: [
              { mime: "text/plain", text: "2" },
              { mime: "image/png", bytes: Uint8Array.of(0, 1, 2) },
            ],
          },
        ],
      },
    ]);
  });

  test("what a person writes by hand may be short: one string, no id, no language, no outputs", () => {
    const [cell] = readNotebook(cellsFile('{"type": "code", "source": "a\\nb"}')).cells;
    expect(cell).toMatchObject({
      type: "code",
      language: "typescript",
      source: "a\nb",
      outputs: [],
    });
    expect(cell?.id).toMatch(/^[0-9a-z]{6}$/);
  });

  test("a byte order mark and CRLF line ends are tolerated", () => {
    const text = '\uFEFF{\r\n"ntkbook": 1,\r\n"cells": []\r\n}\r\n';
    expect(readNotebook(text).cells).toEqual([]);
    expect(readNotebook(new TextEncoder().encode(text)).cells).toEqual([]);
  });

  test("lone surrogates, as escapes, survive", () => {
    const [cell] = readNotebook(cellsFile('{"type": "code", "source": ["\\ud800"]}')).cells;
    expect(cell?.source).toBe("\ud800");
  });
});

describe("refusing what is not a notebook", () => {
  test.each([
    ["a newer version", '{"ntkbook": 2, "cells": []}', "written by a newer NTKbook", [1, 13]],
    ["version 0", '{"ntkbook": 0, "cells": []}', "must be 1", [1, 13]],
    ["a version that is a string", '{"ntkbook": "1", "cells": []}', 'not "1"', [1, 13]],
    ["a fractional version", '{"ntkbook": 1.5, "cells": []}', "not 1.5", [1, 13]],
    ["another program's JSON", '\n{"nbformat": 4}', "not an NTKbook notebook", [2, 1]],
    ["no cells", '{"ntkbook": 1}', "cells is missing", [1, 1]],
    ["an array", "[]", "must be an object", [1, 1]],
    ["a blank file", " \n", "ends too early", [1, 1]],
    ["a comment", '{"ntkbook": 1, // hi\n"cells": []}', "no comments", [1, 16]],
    ["a trailing comma", '{"ntkbook": 1, "cells": [],}', "no trailing comma", [1, 28]],
    ["a missing comma", '{"ntkbook": 1\n "cells": []}', "comma is missing", [2, 2]],
    ["text after the end", '{"ntkbook": 1, "cells": []}\n}', "nothing may follow", [2, 1]],
    [
      "a repeated key",
      '{"ntkbook": 1, "cells": [],\n"cells": [1]}',
      '"cells" is given twice',
      [2, 1],
    ],
    [
      "an escaped repeated key",
      '{"ntkbook": 1, "cells": [], "a": 1, "\\u0061": 2}',
      '"a" is given twice',
      [1, 37],
    ],
    [
      "a repeated key behind a string that ends in backslashes and quotes",
      String.raw`{"ntkbook": 1, "cells": [], "a": "x\\", "b": ["\"", "\\\"]"], "a": 2}`,
      '"a" is given twice',
      [1, 63],
    ],
    ["a number too large to keep", '{"ntkbook": 1, "cells": [], "a": 1e999}', "too large", [1, 34]],
    [
      "an integer of too many digits",
      '{"ntkbook": 1, "cells": [], "a": 9007199254740993}',
      "double quotes",
      [1, 34],
    ],
    [
      "a raw line end in a string",
      cellsFile('{"type": "code", "source": ["a\n"]}'),
      "string does not end",
      [2, 29],
    ],
  ] as const)("%s", (_, file, message, [line, column]) => {
    const error = refusal(file);
    expect(error.message).toContain(message);
    expect(error.message).toMatch(`Line ${line}, column ${column}: `);
    expect({ line: error.line, column: error.column }).toEqual({ line, column });
  });

  test.each([
    ['{"type": "raw", "source": []}', "cells[0].type", [2, 10]],
    ['{"type": "code"}', "cells[0].source is missing", [2, 1]],
    ['{"type": "code", "source": ["a", 1]}', "cells[0].source[1]", [2, 34]],
    ['{"type": "code", "source": [], "id": 7}', "cells[0].id", [2, 38]],
    ['{"type": "code", "source": [], "language": ""}', "cells[0].language", [2, 44]],
    ['{"type": "code", "source": [], "metadata": []}', "cells[0].metadata", [2, 44]],
    ['{"type": "code", "source": [], "outputs": {}}', "cells[0].outputs", [2, 43]],
    [
      '{"type": "code", "source": [], "outputs": [{"items": [\n{"mime": "png", "base64": ""}]}]}',
      "cells[0].outputs[0].items[0].mime",
      [3, 10],
    ],
    [
      '{"type": "code", "source": [], "outputs": [{"items": [\n{"mime": "image/png", "base64": "A"}]}]}',
      "cells[0].outputs[0].items[0].base64",
      [3, 33],
    ],
    [
      '{"type": "code", "source": [], "outputs": [{"items": [\n{"mime": "image/png"}]}]}',
      "cells[0].outputs[0].items[0] must have either text or base64",
      [3, 1],
    ],
  ] as const)("%s names the field", (cell, subject, [line, column]) => {
    const error = refusal(cellsFile(cell));
    expect(error.message).toContain(subject);
    expect({ line: error.line, column: error.column }).toEqual({ line, column });
  });

  test("merge conflict markers are recognised, and what to do is said", () => {
    const file = cellsFile(
      '<<<<<<< HEAD\n{"type": "code"\n=======\n{"type": "markdown"\n>>>>>>> b',
    );
    expect(refusal(file).message).toMatch(/^Line 2, column 1: .*merge conflict.*keep the lines/);
    expect(refusal(file.replaceAll("\n", "\r\n")).line).toBe(2);
  });

  test("a file cut off anywhere is never read as a shorter notebook", () => {
    const file = cellsFile(
      '{"id": "é1", "type": "code", "source": ["a", "b\\n\\u0041"], "outputs": []}',
    );
    for (let end = 1; end < file.length; end++) {
      const error = refusal(file.slice(0, end));
      expect(error.line).toBeLessThanOrEqual(3);
    }
    expect(refusal(file.slice(0, -1)).message).toContain("cut off");
  });

  test("bytes that are not UTF-8 are refused with their place", () => {
    const bytes = new TextEncoder().encode('{"ntkbook": 1,\n"cells": [], "name": "caf?"}');
    bytes[bytes.indexOf(63)] = 0xe9;
    expect(refusal(bytes)).toMatchObject({ line: 2, column: 26 });
    expect(refusal(bytes).message).toContain("UTF-8");
  });

  test("nesting that would exhaust a stack is refused", () => {
    const deep = "[".repeat(100_000);
    expect(refusal(deep).message).toContain("nested deeper");
    const closed = `{"ntkbook": 1, "cells": [], "a": ${deep}${"]".repeat(100_000)}}`;
    expect(refusal(closed).message).toContain("nested deeper");
  });
});
