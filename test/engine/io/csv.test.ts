import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { array, DomainError, io, ShapeError } from "../../../engine/index.js";

describe("comma-separated values", () => {
  it("have names in the first row when a cell of it is no number", () => {
    const { names, values } = io.csv("a, b\r\n1,2\r\n3,4\r\n");
    expect(names).toEqual(["a", "b"]);
    expect(values.toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(io.csv("1,2\n3,4").names).toEqual(["0", "1"]);
    expect(io.csv("1,2\n3,4", { header: true }).values.shape).toEqual([1, 2]);
  });

  it("find the delimiter, quotes, a byte order mark, empty cells and infinities", () => {
    expect(io.csv("\ufeffx;y\n1;\n-inf;1e-3").values.toArray()).toEqual([
      [1, NaN],
      [-Infinity, 0.001],
    ]);
    expect(io.csv('"x, y",z\n"1",2').names).toEqual(["x, y", "z"]);
    expect(io.csv("1\t2\n3\t4").values.shape).toEqual([2, 2]);
    expect(io.csv(new TextEncoder().encode("1,2")).values.toArray()).toEqual([[1, 2]]);
  });

  it("are no names where NaN is written out, and keep rows of empty cells alone", () => {
    const x = array([
      [NaN, 1],
      [2, NaN],
    ]);
    expect(io.csv(io.toCsv(x)).values.toArray()).toEqual(x.toArray());
    expect(io.csv("a,b\n1,2\n,\n\n  \n3,4\n").values.toArray()).toEqual([
      [1, 2],
      [NaN, NaN],
      [3, 4],
    ]);
  });

  it("give chosen columns, by name or position, in a chosen dtype", () => {
    const text = "name,x,y\nada,1,2\nbob,3,4";
    const { names, values } = io.csv(text, { columns: ["y", 1], dtype: "float32" });
    expect(names).toEqual(["y", "x"]);
    expect(values.dtype).toBe("float32");
    expect(values.toArray()).toEqual([
      [2, 1],
      [4, 3],
    ]);
    expect(() => io.csv(text)).toThrow(/row 2, column "name": "ada" is no number/);
    expect(() => io.csv(text, { columns: ["z"] })).toThrow(/no column "z"; there are name, x, y/);
  });

  it("say which row is ragged", () => {
    expect(() => io.csv("1,2\n3,4,5")).toThrow(/row 2 has 3 cells and the first has 2/);
    expect(() => io.csv("1,0x10")).not.toThrow();
    expect(() => io.csv("1,2\n1,0x10")).toThrow(DomainError);
  });

  it("come back from what is written, digit for digit", () => {
    const numbers = fc.array(fc.tuple(fc.double(), fc.double()), { minLength: 1 });
    fc.assert(
      fc.property(
        numbers,
        fc.constantFrom("float64" as const, "float32" as const),
        (rows, dtype) => {
          const x = array(
            rows.map((row) => [...row]),
            { dtype },
          );
          const { values, names } = io.csv(io.toCsv(x, { names: ["first", "p,q"] }), { dtype });
          expect(names).toEqual(["first", "p,q"]);
          // CSV has no −0 worth the name for other programs, but String(−0) is "0".
          expect([...values.data].map((v) => v + 0)).toEqual([...x.data].map((v) => v + 0));
        },
      ),
    );
  });

  it("are written for vectors and matrices only", () => {
    expect(io.toCsv([1, 2])).toBe("1\n2\n");
    expect(() => io.toCsv([[[1]]])).toThrow(ShapeError);
    expect(() => io.toCsv([[1, 2]], { names: ["a"] })).toThrow(/1 names for 2 columns/);
  });
});

describe("loading a file", () => {
  it("reads it as its ending says, or says what is wrong", () => {
    const folder = mkdtempSync(join(tmpdir(), "load-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, "x.npy") as `${string}.npy`;
    writeFileSync(path, io.toNpy([1, 2]));
    expect(io.load(path).toArray()).toEqual([1, 2]);
    const table = join(folder, "t.csv") as `${string}.csv`;
    writeFileSync(table, "a\n1\n");
    expect(io.load(table).names).toEqual(["a"]);
    expect(() => io.load(join(folder, "none.npz"))).toThrow(/cannot be read/);
    expect(() => io.load("x.txt")).toThrow(/ends in none of \.npy/);
  });
});
