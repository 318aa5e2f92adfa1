import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Piece, StreamBudget } from "../../extension/session/worker/stream-budget.js";

const text = (pieces: readonly Piece[]) =>
  pieces
    .filter(({ name }) => name === "stdout")
    .map((piece) => piece.text)
    .join("");

/** Everything a run shows of what it puts out. */
function shown(writes: readonly string[]): string {
  const budget = new StreamBudget();
  const during = writes.flatMap((write) => budget.take({ name: "stdout", text: write }));
  return text([...during, ...budget.drain()]);
}

describe("the budget of a cell's console text", () => {
  it("shows everything below its limit", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 50 }), (writes) => {
        expect(shown(writes)).toBe(writes.join(""));
      }),
    );
  });

  it("shows the beginning and the end of more, in bounds", () => {
    const write = fc.integer({ min: 1, max: 2000 }).map((length) => `${"x".repeat(length)}\n`);
    fc.assert(
      fc.property(fc.array(write, { minLength: 2000, maxLength: 3000 }), (writes) => {
        const all = writes.join("");
        const some = shown([...writes, "last"]);
        expect(some.length).toBeLessThan(1_100_000);
        expect(some.endsWith("last")).toBe(true);
        expect(all.startsWith(some.slice(0, 900_000))).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it("keeps the end of one huge piece", () => {
    expect(shown([`${"a".repeat(5_000_000)}end`])).toMatch(/a{100}end$/);
  });
});
