import { afterEach, expect, test, vi } from "vitest";
import { copyOf, equalLoops } from "../../../engine/array/compiled-loops.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

const loop = (a: Float64Array): number => a.reduce((sum, x) => sum + x, 0);

test("a loop's copy does the same and is another function", () => {
  const copy = copyOf(loop);
  expect(copy).not.toBe(loop);
  expect(copy(Float64Array.of(1, 2, 3))).toBe(6);
});

test("where a page forbids to compile text, the loop itself is taken", () => {
  vi.stubGlobal("Function", () => {
    throw new EvalError("refused by the content security policy");
  });
  expect(copyOf(loop)).toBe(loop);
});

test("every function and combination of dtypes has one copy", () => {
  const add = (x: number, y: number): number => x + y;
  const first = equalLoops.of(add, "float64");
  expect(equalLoops.of(add, "float64")).toBe(first);
  expect(equalLoops.of(add, "float32")).not.toBe(first);
  expect(equalLoops.of((x, y) => x - y, "float64")).not.toBe(first);
});
