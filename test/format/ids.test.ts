import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignIds, newCellId } from "../../extension/format/index.js";

describe("cell ids", () => {
  test("a new id is six lower-case characters and not one of those taken", () => {
    const taken = new Set<string>();
    for (let i = 0; i < 1000; i++) taken.add(newCellId(taken));
    expect(taken.size).toBe(1000);
    for (const id of taken) expect(id).toMatch(/^[0-9a-z]{6}$/);
  });

  const cells = fc.array(
    fc.record({
      id: fc.option(fc.constantFrom("a", "b", "c", ""), { nil: undefined }),
      source: fc.string(),
    }),
  );

  test("every cell gets an id of its own, the same each time", () => {
    fc.assert(
      fc.property(cells, (list) => {
        const ids = assignIds(list);
        expect(new Set(ids).size).toBe(list.length);
        expect(ids).not.toContain("");
        expect(assignIds(list)).toEqual(ids);
      }),
    );
  });

  test("the first holder of an id keeps it", () => {
    fc.assert(
      fc.property(cells, (list) => {
        const ids = assignIds(list);
        for (const id of ["a", "b", "c"]) {
          const first = list.findIndex((cell) => cell.id === id);
          if (first !== -1) expect(ids[first]).toBe(id);
        }
      }),
    );
  });

  test("a derived id does not depend on the cells around it", () => {
    const cell = { source: "1 + 1" };
    expect(assignIds([{ source: "other" }, cell])[1]).toBe(assignIds([cell])[0]);
  });
});
