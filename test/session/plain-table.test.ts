import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { plainTable } from "../../extension/session/worker/plain-table.js";
import { test } from "./notebook.js";

const of = (value: unknown, most = 200) => plainTable(value, { text: inspect(value), most });
const LONG = Array.from({ length: 30 }, (_, i) => i / 2);

describe("a value of plain JS", () => {
  it.each([
    ["numbers that fill more than a line", LONG, [30, "table"]],
    ["a typed array", Float32Array.from(LONG), [30, "Float32Array"]],
    [
      "whole numbers of any size",
      BigInt64Array.from(LONG, (_, i) => BigInt(i)),
      [30, "BigInt64Array"],
    ],
    [
      "lists in a list",
      [
        [1, 2],
        [3, NaN],
      ],
      [2, "table"],
    ],
    ["lists of different lengths", [[1], [2, "x", null]], [2, "table"]],
    ["typed arrays in a list", [Uint8Array.of(1), Uint8Array.of(2)], [2, "table"]],
    ["flat objects", [{ a: 1 }, { a: "x", b: true }], [2, "table"]],
  ])("is a table when it is %s", (_, value, [length, kind]) => {
    expect(of(value)).toMatchObject({ length, kind });
  });

  it.each([
    ["numbers in one line", [1, 2, 3]],
    ["nothing", []],
    ["lists of nothing", [[], []]],
    ["texts", LONG.map(String)],
    ["numbers and texts", [...LONG, "x"]],
    ["objects with objects in them", [{ a: { b: 1 } }]],
    ["objects of a class", [new Error("no"), new Map()]],
    ["lists with lists in their lists", [[[1]]]],
    ["lists with holes", [[1], ...new Array<number[]>(1), [2]]],
    [
      "bytes",
      Buffer.from("a text that is more than one line of bytes, so that it could be a table"),
    ],
    ["a single object", { a: [1, 2] }],
    ["rows of a million", [new Float64Array(1e6)]],
  ])("is text when it is %s", (_, value) => {
    expect(of(value)).toBeNull();
  });

  it("is text when reading it would call somebody's code", () => {
    const fail = () => expect.unreachable("code was called");
    const getter = Object.defineProperty({ a: 1 }, "b", { get: fail, enumerable: true });
    const traps = { get: fail, ownKeys: fail, getPrototypeOf: fail, has: fail };
    const list = [[1, 2], [3]];
    Object.defineProperty(list[0], Symbol.iterator, { value: fail });
    expect(of([getter])).toBeNull();
    expect(of(new Proxy(LONG, traps))).toBeNull();
    expect(of([new Proxy({ a: 1 }, traps)])).toBeNull();
    expect(of(list)?.rows).toEqual([[1, 2], [3]]);
  });

  it("is looked at as far as it is shown", () => {
    const endless = new Array<number>(2 ** 31).fill(1, 0, 5);
    const table = plainTable(endless, { text: "1\n1", most: 5 });
    expect(table).toMatchObject({ length: 2 ** 31, rows: [1, 1, 1, 1, 1] });
  });
});

describe("the value of a cell that is a table", () => {
  test("is drawn as one, with the text that it had", async ({ notebook }) => {
    const { value } = await notebook.run("[{ width: 8, loss: 0.5 }, { width: 16, loss: NaN }]");
    expect(value).toBe("[ { width: 8, loss: 0.5 }, { width: 16, loss: NaN } ]");
    const [display] = notebook.of("c1");
    const items = display?.type === "display" ? display.output.items : [];
    expect(items.map(({ mime }) => mime)).toEqual([
      "application/vnd.ntkbook.table+json",
      "text/plain",
    ]);
    const payload = items[0] !== undefined && "text" in items[0] ? items[0].text : "";
    expect(JSON.parse(payload)).toMatchObject({
      shape: [2, 2],
      columns: ["width", "loss"],
      cells: [
        [8, 0.5],
        [16, { number: "NaN" }],
      ],
    });
  });

  test("keeps the first rows and columns, and says how many there are", async ({ notebook }) => {
    await notebook.run("Array.from({ length: 5000 }, () => new Float64Array(300))");
    const [display] = notebook.of("c1");
    const items = display?.type === "display" ? display.output.items : [];
    const payload = items[0] !== undefined && "text" in items[0] ? items[0].text : "";
    const { shape, cells } = JSON.parse(payload) as { shape: number[]; cells: number[][] };
    expect([shape, cells.length, cells[0]?.length]).toEqual([[5000, 300], 200, 50]);
  });
});
