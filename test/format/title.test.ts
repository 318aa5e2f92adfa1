import { describe, expect, test } from "vitest";
import { fromTemplate, type Notebook, summaryOf, titleOf } from "../../extension/format/index.js";

const prose = (...sources: string[]): Notebook => ({
  metadata: {},
  cells: sources.map((source, i) => ({ id: `p${i}`, type: "markdown", source })),
});

describe("a notebook's title and summary", () => {
  test("are its first heading and the first sentence below it, without Markdown's marks", () => {
    const notebook = prose(
      "# The *tangent* `kernel` #\n\nA **first** sentence, on\ntwo lines. Another.",
    );
    expect(titleOf(notebook)).toBe("The tangent kernel");
    expect(summaryOf(notebook)).toBe("A first sentence, on two lines.");
  });

  test("may be missing", () => {
    expect(titleOf(prose("no heading"))).toBeNull();
    expect(summaryOf(prose())).toBe("");
    expect(summaryOf(prose("# Only a heading"))).toBe("");
  });
});

test("a notebook after a template has its text, ids of its own, and no outputs", () => {
  const outputs = [{ items: [{ mime: "text/plain", text: "1" }] }];
  const cell = { id: "a", type: "code", language: "typescript", source: "1", outputs } as const;
  const { cells } = fromTemplate({ metadata: {}, cells: [cell] });
  expect(cells).toMatchObject([{ source: "1", outputs: [] }]);
  expect(cells[0]?.id).not.toBe("a");
});
