import { describe, expect, test } from "vitest";
import {
  asSaved,
  type CodeCell,
  FULL_MIME,
  type OutputItem,
  savedOutputs,
  withSavedOutputs,
} from "../../extension/format/index.js";

const plain: OutputItem = { mime: "text/plain", text: "1" };
const full: OutputItem = { mime: `${FULL_MIME}matrix`, bytes: new Uint8Array(8) };
const huge: OutputItem = { mime: "image/png", bytes: new Uint8Array(9 * 2 ** 20) };

/** The items that the file of a notebook with this choice and one output keeps. */
function kept(choice: string | undefined, ...items: OutputItem[]): string[] {
  const cell: CodeCell = {
    id: "a",
    type: "code",
    language: "typescript",
    source: "1",
    outputs: [{ items }],
  };
  const metadata = choice === undefined ? {} : { saveOutputs: choice };
  const [saved] = asSaved({ metadata, cells: [cell] }).cells;
  return saved?.type === "code"
    ? saved.outputs.flatMap((output) => output.items.map(({ mime }) => mime))
    : [];
}

describe("what a notebook's file keeps of its outputs", () => {
  test("is nothing, previews, or all, as the notebook's own metadata say", () => {
    expect(kept("none", plain, full)).toEqual([]);
    expect(kept("preview", plain, full)).toEqual(["text/plain"]);
    expect(kept("full", plain, full)).toEqual(["text/plain", full.mime]);
  });

  test("is previews when the metadata say nothing, or something else", () => {
    expect(kept(undefined, plain, full)).toEqual(["text/plain"]);
    expect(savedOutputs({ saveOutputs: 3 })).toBe("preview");
  });

  test("leaves out what is too large for a file, and says so where nothing is left", () => {
    expect(kept("preview", plain, huge)).toEqual(["text/plain"]);
    expect(kept("preview", huge)).toEqual(["text/plain"]);
    expect(kept("full", huge)).toEqual(["image/png"]);
  });

  test("never touches what was typed", () => {
    const cells = [{ id: "m", type: "markdown", source: "# A" } as const];
    expect(asSaved({ metadata: { saveOutputs: "none" }, cells }).cells).toEqual(cells);
  });

  test("leaves no trace in the metadata while it is the default", () => {
    expect(withSavedOutputs({ a: 1 }, "none")).toEqual({ a: 1, saveOutputs: "none" });
    expect(withSavedOutputs({ a: 1, saveOutputs: "none" }, "preview")).toEqual({ a: 1 });
  });
});
