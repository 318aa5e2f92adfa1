import { describe, expect, test } from "vitest";
import { errorOutput, joinStreams, streamOutput } from "../../extension/format/index.js";

describe("console text in outputs", () => {
  test("pieces of one stream are joined, in one output or in several", () => {
    const [item] = streamOutput("stdout", "b").items;
    const pieces = [
      { items: [...streamOutput("stdout", "a").items, ...(item === undefined ? [] : [item])] },
      streamOutput("stdout", "c\n"),
    ];
    expect(joinStreams(pieces)).toEqual([streamOutput("stdout", "abc\n")]);
  });

  test("another stream, a value, or an output with metadata between them keeps them apart", () => {
    const value = { items: [{ mime: "text/plain", text: "1" }] };
    const noted = { ...streamOutput("stdout", "n"), metadata: { keep: true } };
    const a = streamOutput("stdout", "a");
    const outputs = [a, streamOutput("stderr", "e"), a, value, a, noted, a];
    expect(joinStreams(outputs)).toEqual(outputs);
  });

  test("joining twice changes nothing more", () => {
    const outputs = [
      streamOutput("stdout", "a"),
      streamOutput("stdout", "b"),
      streamOutput("stderr", ""),
    ];
    const joined = joinStreams(outputs);
    expect(joined).toHaveLength(2);
    expect(joinStreams(joined)).toEqual(joined);
  });
});

test("an error output carries name, message and stack for the editor's own renderer", () => {
  const error = { name: "ShapeError", message: "no", stack: "Cell 1, line 2, column 3", cell: "x" };
  expect(errorOutput(error)).toEqual({
    items: [
      {
        mime: "application/vnd.code.notebook.error",
        text: '{"name":"ShapeError","message":"no","stack":"Cell 1, line 2, column 3"}',
      },
    ],
  });
});
