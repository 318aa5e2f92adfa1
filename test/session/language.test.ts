import { describe, expect } from "vitest";
import { test } from "./notebook.js";

describe("declarations", () => {
  test("are seen by later cells and may be declared anew, as anything", async ({ notebook }) => {
    await notebook.run(
      "const x = 1; let y = 2; var z = 3; function f() { return x } class C { n = 4 }",
    );
    expect(await notebook.value("[x, y, z, f(), new C().n]")).toBe("[ 1, 2, 3, 1, 4 ]");
    await notebook.run("const x = 10");
    await notebook.run("const x = x + 1; class y {}");
    expect(await notebook.value("[x, f(), typeof y]")).toBe("[ 11, 11, 'function' ]");
    await notebook.run("import { sep as x } from 'node:path'; type y = 1; const f = 5");
    expect(await notebook.value("[x === '/' || x === '\\\\', f]")).toBe("[ true, 5 ]");
  });

  test("destructure with defaults, holes and rests", async ({ notebook }) => {
    await notebook.run(
      "const { a, b: { c = 3 } = {}, ['d' + 1]: d, ...e }: any = { a: 1, d1: 4, f: 6 }\n" +
        "let [g, , h = 7, ...i] = [1, 2, undefined, 8, 9]",
    );
    expect(await notebook.value("[a, c, d, e, g, h, i]")).toBe(
      "[ 1, 3, 4, { f: 6 }, 1, 7, [ 8, 9 ] ]",
    );
  });

  test("of const refuse a later assignment in plain words", async ({ notebook }) => {
    await notebook.run("const fixed = 1");
    const error = await notebook.error("fixed = 2");
    expect(error).toMatchObject({ name: "TypeError", location: { cell: "c2", line: 1 } });
    expect(error.message).toBe(
      'Assignment to the constant "fixed". Declare it with let to be able to change it.',
    );
    expect(await notebook.value("fixed")).toBe("1");
  });

  test("of let change for every cell, closures included", async ({ notebook }) => {
    await notebook.run("let count = 0; const step = () => ++count");
    await notebook.run("step(); count += 10; step()");
    expect(await notebook.value("count")).toBe("12");
  });

  test("of functions and classes: hoisted, named, forward references allowed", async ({
    notebook,
  }) => {
    expect(await notebook.value("twice(4)\nfunction twice(n: number) { return 2 * n }")).toBe("8");
    await notebook.run("const early = () => late + 1");
    await notebook.run("const late = 41");
    expect(await notebook.value("early()")).toBe("42");
    await notebook.run("const arrow = () => 0, Anonymous = class {}; function* gen() { yield 1 }");
    expect(await notebook.value("[arrow.name, Anonymous.name, gen.name, [...gen()]]")).toBe(
      "[ 'arrow', 'Anonymous', 'gen', [ 1 ] ]",
    );
  });

  test("of var, in blocks and loops, belong to the notebook", async ({ notebook }) => {
    await notebook.run(
      "if (true) { var inBlock = 1 }\nfor (var i = 0; i < 3; i++);\nfor (var [k] of [[7]]);",
    );
    expect(await notebook.value("[inBlock, i, k]")).toBe("[ 1, 3, 7 ]");
    await notebook.run("var i; let gone; for (let local = 0; local < 2; local++) {}");
    expect(await notebook.value("[i, gone, typeof local]")).toBe("[ 3, undefined, 'undefined' ]");
  });

  test("a cell that fails half way keeps what it had", async ({ notebook }) => {
    await notebook.run("const model = 'old'");
    await notebook.run(
      "const before = 1; const model = await Promise.reject(new Error('no')); const after = 2",
    );
    expect(await notebook.value("[before, model, typeof after]")).toBe("[ 1, 'old', 'undefined' ]");
  });
});

describe("TypeScript", () => {
  test("enums, namespaces, generics, abstract and decorated classes", async ({ notebook }) => {
    await notebook.run(
      "enum Colour { Red, Green = 5 }\nconst enum Flag { On = 1 }\n" +
        "namespace Geometry { export const tau = 6; export namespace Inner { export const v = 7 } }\n" +
        "namespace OnlyTypes { export type T = 1 }\n" +
        "abstract class Shape<T> { constructor(readonly size: T) {} abstract area(): number }\n" +
        "const log: string[] = []\nfunction logged(value: any, context: any) { log.push(context.name) }\n" +
        "@logged class Square extends Shape<number> { @logged area() { return this.size ** 2 } }",
    );
    expect(
      await notebook.value(
        "[Colour.Green, Colour[0], Flag.On, Geometry.Inner.v, new Square(3).area(), log]",
      ),
    ).toBe("[ 5, 'Red', 1, 7, 9, [ 'area', 'Square' ] ]");
  });

  test("casts, satisfies, overloads, declare and export are read away", async ({ notebook }) => {
    const source =
      "export function half(n: number): number;\nexport function half(n: any): any { return n / 2 }\n" +
      "declare const elsewhere: number\nexport const big = <number>(8)!\nexport { big as other }\n" +
      "half(big as number) satisfies number";
    expect(await notebook.value(source)).toBe("4");
    expect(await notebook.value("export default big")).toBe("8");
  });

  test("using disposes of its resource when the cell ends", async ({ notebook }) => {
    const source =
      "const order: string[] = []\nusing file = { [Symbol.dispose]: () => order.push('closed') }\n" +
      "order.push('body')\n'value'";
    expect(await notebook.value(source)).toBe("'value'");
    expect(await notebook.value("[order, typeof file]")).toBe("[ [ 'body', 'closed' ], 'object' ]");
  });
});

describe("the value of a cell", () => {
  test.for([
    ["1 + 1", "2"],
    ["1 + 1;", "2"],
    ["2 // comment on the last line", "2"],
    ["Math.max(\n  await Promise.resolve(1),\n  await 2,\n)", "2"],
    [
      "for (let loopIndex = 0, end = 2; loopIndex < end; loopIndex++);\ntypeof loopIndex",
      "'undefined'",
    ],
    ["{ a: 1 }", "{ a: 1 }"],
    ["0\n{ a: 1, b: { c: 2 } }", "{ a: 1, b: { c: 2 } }"],
    ["'text'", "'text'"],
    ["null", "null"],
    ["await Promise.resolve([1, 2,],)", "[ 1, 2 ]"],
    ["Promise.resolve(3)", "Promise { 3 }"],
    ["new Map([[1, { deep: [1] }]])", "Map(1) { 1 => { deep: [ 1 ] } }"],
    ["let assigned = 1; assigned = 5", "5"],
  ] as const)("%s is shown as %s", async ([source, text], { shared }) => {
    expect(await shared.value(source)).toBe(text);
  });

  test("is nothing for undefined, void, declarations, statements and no code", async ({
    shared,
  }) => {
    for (const source of [
      "undefined",
      "void 0",
      "const c = 1",
      "if (true) { 1 }",
      "this",
      "",
      "// note",
    ])
      expect(await shared.value(source), source).toBeNull();
  });

  test("is shown the value's own way when it has one", async ({ notebook }) => {
    const source =
      "({ [Symbol.for('Jupyter.display')]: async () => ({ 'text/plain': 'mine', 'image/png': 'AQID', 'application/json': { a: 1 } }) })";
    await notebook.run(source);
    expect(notebook.of("c1")).toContainEqual(
      expect.objectContaining({
        type: "display",
        output: {
          items: [
            { mime: "text/plain", text: "mine" },
            { mime: "image/png", bytes: Buffer.from([1, 2, 3]) },
            { mime: "application/json", text: '{"a":1}' },
          ],
        },
      }),
    );
  });

  test("cannot be shown under a key that is no MIME type", async ({ notebook }) => {
    const error = await notebook.error(
      "({ [Symbol.for('Jupyter.display')]: () => ({ html: '<b>' }) })",
    );
    expect(error.message).toContain('"html" is not a MIME type');
  });

  test("of an engine's array is its print", async ({ notebook }) => {
    expect(await notebook.value("import { array } from 'ntkbook'; array([[1, 2]])")).toBe(
      "array([[1., 2.]])",
    );
  });
});

describe("names of built-ins", () => {
  test("may be taken by a notebook without changing them for others", async ({ notebook }) => {
    await notebook.run(
      "const name = 'n', top = 1; let process = 'mine'; const Map = 7; class URL {}",
    );
    expect(
      await notebook.value("process = process + '!'; [name, top, process, Map, new URL()]"),
    ).toBe("[ 'n', 1, 'mine!', 7, URL {} ]");
    expect(await notebook.value("[new globalThis.Map().size, typeof globalThis.process.pid]")).toBe(
      "[ 0, 'number' ]",
    );
    expect(await notebook.value("import { array } from 'ntkbook'; array([1]).size")).toBe("1");
  });

  test("document and window stay unknown to packages that look for a browser", async ({
    notebook,
  }) => {
    await notebook.run("const window = [1, 2], document = 'text'");
    expect(await notebook.value("[window, document, typeof globalThis.window]")).toBe(
      "[ [ 1, 2 ], 'text', 'undefined' ]",
    );
  });

  test("this is undefined, strict mode holds", async ({ notebook }) => {
    expect(await notebook.value("[this, (function () { return this })()]")).toBe(
      "[ undefined, undefined ]",
    );
    expect((await notebook.error("undeclared = 1")).message).toBe("undeclared is not defined");
  });
});
