import { expect, test } from "vitest";
import { faults } from "../../extension/format/index.js";

const places = (text: string) => faults(text).map(({ line, column }) => [line, column]);

test("a notebook has no faults, nor has an empty file", () => {
  expect(faults('{ "ntkbook": 1, "cells": [] }')).toEqual([]);
  expect(faults("")).toEqual([]);
});

test("every rule that is broken is a fault, in the order of the file", () => {
  const text = `{
  "ntkbook": 1,
  "metadata": [],
  "cells": [
    { "type": "prose" },
    { "type": "code", "source": [1], "outputs": [{ "items": [{ "mime": "a/b", "base64": "*" }] }] }
  ]
}`;
  expect(places(text)).toEqual([
    [3, 15],
    [5, 15],
    [6, 34],
    [6, 89],
  ]);
  expect(faults(text)[1]?.message).toContain('cells[0].type must be "code" or "markdown"');
});

test("of what is not JSON there is one fault: where it goes wrong", () => {
  expect(places('{\n  "ntkbook": 1,\n<<<<<<< HEAD\n  "cells": []\n}')).toEqual([[3, 1]]);
});

test("no more are looked for than are asked for", () => {
  const cells = Array.from({ length: 1000 }, () => ({ type: "none" }));
  const text = JSON.stringify({ ntkbook: 1, cells });
  expect(faults(text, 7)).toHaveLength(7);
});
