import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import type { StaleCell, VariableInfo } from "../../extension/session/index.js";
import { test, type TestNotebook } from "./notebook.js";

/** The variables after the last run. */
function variables({ events }: TestNotebook): readonly VariableInfo[] {
  const last = events.findLast((event) => event.type === "variables");
  return last?.type === "variables" ? last.variables : [];
}

describe("the variables of a notebook", () => {
  test("are told after each run, in the order of their declaration", async ({ notebook }) => {
    await notebook.run(
      'import { array, zeros } from "ntkbook";\nconst K = zeros([3, 2]); let n = 3; const f = (x) => x;',
    );
    await notebook.run("const v = array([1.5, 2, 3, 4, 5, 6, 7], { dtype: 'float32' }); n = 4");
    expect(variables(notebook)).toEqual([
      {
        name: "K",
        type: "NDArray",
        shape: [3, 2],
        dtype: "float64",
        memory: 48,
        summary: "0, 0, 0, 0, 0, 0",
      },
      { name: "n", type: "number", shape: null, dtype: null, memory: null, summary: "4" },
      { name: "f", type: "function", shape: null, dtype: null, memory: null, summary: "f()" },
      {
        name: "v",
        type: "NDArray",
        shape: [7],
        dtype: "float32",
        memory: 28,
        summary: "1.5, 2, 3, 4, 5, 6, …",
      },
    ]);
  });

  test("are the person's own: not what modules export, by whatever name", async ({
    notebook,
    folder,
  }) => {
    await writeFile(
      join(folder, "model.mjs"),
      "export const rates = [1, 2]; export function train() {} export const parts = { step() {}, size: 3 };",
    );
    await notebook.value(`
      import { eye, stax } from "ntkbook";
      import * as all from "ntkbook";
      import fs = require("node:fs");
      import dense = stax.dense;
      const engine = await import("ntkbook"), { matmul } = engine;
      const { relu } = stax, identity = eye;
      const { readFile } = await import("node:fs/promises");
      const { train, rates, parts } = await import("./model.mjs"), { step, size } = parts;
      const mine = () => eye(2), hidden = dense(3), K = mine();
      class Net {}
    `);
    expect(variables(notebook).map(({ name }) => name)).toEqual([
      ...["rates", "parts", "size", "mine", "hidden", "K", "Net"],
    ]);
  });

  test("are those that were set before a cell failed", async ({ notebook }) => {
    await notebook.run("const a = 1; const b = 2; throw new Error('no'); const c = 3;");
    expect(variables(notebook).map(({ name }) => name)).toEqual(["a", "b"]);
  });

  test("are described without running anybody's code", async ({ notebook }) => {
    await notebook.run(`
      globalThis.touched = 0;
      const tricky = { get a() { globalThis.touched++; return 1; }, [Symbol.toPrimitive]() { globalThis.touched++; return ""; }, toString() { globalThis.touched++; return ""; } };
      const custom = { [Symbol.for("nodejs.util.inspect.custom")]() { globalThis.touched++; return ""; } };
      const proxy = new Proxy({}, { get() { globalThis.touched++; } });
      const bare = Object.create(null);
      class Model { weights = [1, 2, 3]; }
      const model = new Model();
    `);
    expect(await notebook.value("globalThis.touched")).toBe("0");
    const found = Object.fromEntries(variables(notebook).map(({ name, type }) => [name, type]));
    expect(found).toMatchObject({
      tricky: "Object",
      bare: "object",
      model: "Model",
      Model: "function",
    });
  });

  test("have summaries of one short line", async ({ notebook }) => {
    await notebook.run(
      "const long = 'line\\n'.repeat(1000); const list = Array.from({ length: 1000 }, (_, k) => k);",
    );
    for (const { summary } of variables(notebook)) {
      expect(summary.length).toBeLessThanOrEqual(80);
      expect(summary).not.toContain("\n");
    }
  });

  test("are another kernel's after a restart", async ({ notebook }) => {
    await notebook.run("const old = 1");
    notebook.session.restart();
    await notebook.run("const young = 2");
    expect(variables(notebook).map(({ name }) => name)).toEqual(["young"]);
  });
});

/** The cells that are stale after the last run. */
function stale({ events }: TestNotebook): readonly StaleCell[] {
  const last = events.findLast((event) => event.type === "variables");
  return last?.type === "variables" ? last.stale : [];
}

describe("a cell whose variables have changed since it ran", () => {
  test("is told, with their names, until it runs again", async ({ notebook }) => {
    const { session } = notebook;
    const run = (cell: string, source: string) => session.run({ cell, number: 1, source });
    await run("a", "let rate = 1; const other = 2");
    await run("b", "const double = 2 * rate");
    await run("c", "double + other");
    expect(stale(notebook)).toEqual([]);
    await run("a", "let rate = 3; const other = 2");
    expect(stale(notebook)).toEqual([{ cell: "b", names: ["rate"] }]);
    await run("b", "const double = 2 * rate");
    expect(stale(notebook)).toEqual([{ cell: "c", names: ["double"] }]);
    await run("c", "double + other");
    expect(stale(notebook)).toEqual([]);
  });

  test("is told of assignments too, but not of its own", async ({ notebook }) => {
    const { session } = notebook;
    const run = (cell: string, source: string) => session.run({ cell, number: 1, source });
    await run("a", "let n = 0");
    await run("b", "n += 1");
    expect(stale(notebook)).toEqual([]);
    await run("c", "n * 10");
    await run("b", "n += 1");
    expect(stale(notebook)).toEqual([{ cell: "c", names: ["n"] }]);
  });

  test("is not told of values that stayed, nor of text that was no program", async ({
    notebook,
  }) => {
    const { session } = notebook;
    const run = (cell: string, source: string) => session.run({ cell, number: 1, source });
    await run("a", "const same = 'as before'");
    await run("b", "same.length");
    await run("a", "const same = 'as before'");
    await run("a", "const = ");
    expect(stale(notebook)).toEqual([]);
  });
});
