import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { notebookOf, service } from "./notebook.js";

describe("cells of one notebook", () => {
  it("see what earlier cells declare, with its type", () => {
    const notebook = notebookOf(
      "const width = 3; interface P { q: string }\nclass Net { w = 1 }",
      'const p: P = { q: "s" }; new Net().w.toFixed(width)',
      "width.toUpperCase()",
    );
    expect(notebook.faults(1)).toEqual([]);
    expect(notebook.faults(2)).toEqual(["2339 toUpperCase"]);
  });

  it("declare a name again, with the new type below", () => {
    const notebook = notebookOf(
      "const x = 1",
      "x.toFixed()",
      'const x = "again"',
      "x.toUpperCase()",
      "x.toFixed()",
      "type x = number; const y: x = 2",
      'import { readFileSync as x } from "node:fs"',
      'x("f", "utf8").trim()',
    );
    expect(notebook.cells.map((_, index) => notebook.faults(index))).toEqual([
      [],
      [],
      [],
      [],
      ["2551 toFixed"],
      [],
      [],
      [],
    ]);
  });

  it("assign to a variable of an earlier cell, in its type", () => {
    const notebook = notebookOf(
      "let k = 1; const c = 1",
      "k = k + 1; k++; c + k",
      'k = "text"',
      "c = 2",
    );
    expect(notebook.faults(1)).toEqual([]);
    expect(notebook.faults(2)).toEqual(["2322 k"]);
    expect(notebook.faults(3)).toEqual(["2632 c"]);
    expect(notebook.ask("diagnose", "c3")[0]?.message).toBe(
      "Cannot assign to 'c': it is a constant of cell 1.",
    );
  });

  it("may replace a name by a value made of the one above", () => {
    expect(notebookOf("const x = 1", "const x = x + 1").faults(1)).toEqual([]);
    expect(notebookOf("const x = x + 1").faults(0)).toContain("2448 x");
  });

  it("follow cells that are moved, deleted and edited", () => {
    const notebook = notebookOf("const a = 1", "a.toFixed()");
    expect(notebook.faults(1)).toEqual([]);
    const [first, second] = notebook.cells;
    if (first === undefined || second === undefined) throw new Error("two cells");
    notebook.set([second, first]);
    expect(notebook.faults(0)).toEqual(["2304 a"]);
    notebook.set([second]);
    expect(notebook.faults(0)).toEqual(["2304 a"]);
    notebook.set([{ ...first, text: 'const a = "s"' }, second]);
    expect(notebook.faults(1)).toEqual(["2551 toFixed"]);
  });

  it("see a name of a cell below once that has run, and are told of it before", () => {
    const [use, declare] = ["below.toFixed()", "const below = 1"];
    const waiting = notebookOf(use, declare);
    expect(waiting.faults(0)).toEqual(["2304 below"]);
    expect(waiting.ask("diagnose", "c0")[0]?.message).toContain(
      "Cell 2, further down, declares it",
    );
    expect(notebookOf(use, { text: declare, ran: true }).faults(0)).toEqual([]);
  });

  it("know nothing of another notebook in the same folder", () => {
    const one = notebookOf("const mine = 1");
    const other = notebookOf("mine");
    expect(one.faults(0)).toEqual([]);
    expect(other.faults(0)).toEqual(["2304 mine"]);
  });

  it("keep the names of other cells while a bracket is open", () => {
    const notebook = notebookOf("const a = 1", "function f() { a.", "f; a.toFixed()");
    expect(notebook.completions(1, "a.")).toContain("toFixed");
    expect(notebook.faults(2)).toEqual([]);
  });
});

describe("a cell is no fault", () => {
  it.each([
    ["of nothing", ""],
    ["of a comment at the end", "1 + 1 // two"],
    ["with an object as its value", "const a = 1\n{ a: a, b: [2] }"],
    [
      "with destructuring, defaults and holes",
      "const { a = 1, b: [, c] = [1, 2], ...d } = { a: 2, e: 1 }; [a, c, d.e]",
    ],
    ["with loops", "for (let i = 0; i < 3; i++) console.log(i)\nfor (var j of [1]) j"],
    ["with top-level await", "const text = await Promise.resolve('a'); text.length"],
    ["that hoists", "f(); function f() { return new A() } class A {}"],
    [
      "with enums, namespaces and generics",
      "enum E { A, B }\nnamespace N { export const v = 1 }\nfunction id<T>(x: T) { return x }\nid(E.A) + N.v",
    ],
    [
      "with decorators and using",
      "function d(v: unknown, c: DecoratorContext) { v; c }\n@d class A {}\nusing r = { [Symbol.dispose]() {} }; r",
    ],
    [
      "with names of a browser's globals",
      "const name = 1, top = 2, document = 3, self = 4; name + top + document + self",
    ],
    [
      "with exports",
      "export const a = 1\nexport default class B {}\nexport type C = number\nconst d = 2\nexport { d }",
    ],
    [
      "with every kind of import",
      'import fs, { readFileSync } from "node:fs"\nimport * as path from "node:path"\nimport type { Stats } from "node:fs"\nimport os = require("node:os")\nconst s: Stats = fs.statSync(path.join("a"))\n;[s, readFileSync, os.cpus(), (await import("node:url")).URL]',
    ],
    [
      "with Node's names",
      'console.log(process.argv, new URL("a:b"), Buffer.from("")); setTimeout(() => {}, 1)\nconst r = await fetch("https://a"); await r.json(); structuredClone({}); performance.now(); new TextEncoder(); new AbortController(); crypto.randomUUID(); queueMicrotask(() => {}); new WebAssembly.Memory({ initial: 1 }); import.meta.url',
    ],
    [
      "with the engine",
      'import { stax, predict, data, show } from "ntkbook"\nconst { xTrain, yTrain, xTest } = data.digits({ train: 100 })\nconst { kernel } = stax.serial(stax.dense(512, { wStd: 1.5 }), stax.erf(), stax.dense(1))\nconst { mean } = predict.gpInference(kernel, xTrain, yTrain, xTest, { get: "ntk", diagReg: 1e-4 })\nshow.kernel(kernel(xTrain, null, "ntk")); mean.shape',
    ],
    ["that asks for the global this", "globalThis.console"],
  ])("%s", (_, text) => {
    expect(notebookOf(text).faults(0)).toEqual([]);
  });

  it("in JavaScript, with types or without", () => {
    const notebook = notebookOf(
      "let a = 1",
      { language: "javascript", text: "const b = a + 1; a = b; let c: number = 1" },
      { language: "typescript", text: "b.toFixed()" },
    );
    expect([1, 2].map((index) => notebook.faults(index))).toEqual([[], []]);
  });
});

describe("a cell is faulty", () => {
  it.each([
    ["return 1", "1108 return"],
    ["const a: number = 's'", "2322 a"],
    ["document.title", "2584 document"],
    ["import { nothing } from 'ntkbook'", "2305 nothing"],
    ["const a = 1; const a = 2", "2451 a"],
    ["const a = (", "1109 "],
    ["import './missing.ts'", "2882 './missing.ts'"],
  ])("%s", (text, fault) => {
    expect(notebookOf(text).faults(0)).toContain(fault);
  });
});

describe("files beside the notebook", () => {
  it("are read, and read again when they change", () => {
    const notebook = notebookOf('import { depth } from "./model.ts"', "depth.toFixed()");
    expect(notebook.faults(0)).toEqual(['2307 "./model.ts"']);
    const model = join(notebook.folder, "model.ts");
    writeFileSync(model, "export const depth: number = 3;\n");
    service.filesChanged();
    expect([0, 1].map((index) => notebook.faults(index))).toEqual([[], []]);
    writeFileSync(model, 'export const depth = "deep and deeper";\n');
    service.filesChanged();
    expect(notebook.faults(1)).toEqual(["2551 toFixed"]);
  });
});
