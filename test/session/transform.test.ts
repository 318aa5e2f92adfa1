import { describe, expect, it } from "vitest";
import { declarationsOf } from "../../extension/session/index.js";
import { transformCell } from "../../extension/session/transform/cell.js";
import { parseModule } from "../../extension/session/transform/parse.js";
import { CellSyntaxError } from "../../extension/session/transform/syntax-error.js";

const declared = (source: string) =>
  declarationsOf(parseModule(source)).map(({ name, kind }) => `${kind} ${name}`);

describe("what a cell declares", () => {
  it.each([
    ["const a = 1, b = 2", ["const a", "const b"]],
    [
      "let { x, y: [z = 1, , ...rest], ...others } = f()",
      ["let x", "let z", "let rest", "let others"],
    ],
    ["if (c) { var inner = 1 } for (var i of xs) {}", ["var inner", "var i"]],
    ["for (let i = 0; ; ) { const local = i }", []],
    ["function f() { var hidden }\nasync function* g() {}", ["function f", "function g"]],
    [
      "class A {}\nenum E { X }\nnamespace N { export const v = 1 }",
      ["class A", "enum E", "namespace N"],
    ],
    [
      "namespace Types { export type T = 1 }\ninterface I {}\ntype T = 1",
      ["type Types", "type I", "type T"],
    ],
    ['import d, { x as y, type T } from "m"', ["import d", "import y", "type T"]],
    ['import * as ns from "m"\nimport type { U } from "m"', ["import ns", "type U"]],
    ["declare const elsewhere: number\nfunction overload(a: 1): void", []],
    ["using file = open()", ["using file"]],
    ["export const exported = 1\nexport default class Named {}", ["const exported", "class Named"]],
  ])("%s", (source, names) => {
    expect(declared(source)).toEqual(names);
  });
});

describe("the transform", () => {
  it("gives the value of the last expression, past declarations, comments and semicolons", () => {
    for (const source of ["f(1)", "f(1);", "f(1) // note", "f(1);\ntype T = 1;\nfunction g() {}"])
      expect(transformCell(source).code).toContain("return [(f(1))];");
  });

  it("reads braces at the end as an object when they can be one", () => {
    expect(transformCell("g()\n{ a: 1, b: [2] }").code).toMatch(
      /return \[\(\(\{ a: 1, b: \[2\] \}\)\)\]/,
    );
    expect(transformCell("{ g(); h() }").code).not.toContain("return");
  });

  it("guards the outermost loops, and in functions those that hold another", () => {
    const guards = (source: string) => transformCell(source).code.split(".stop()").length - 1;
    expect(guards("for (;;) for (;;) f()")).toBe(1);
    expect(guards("while (a) { do f(); while (b) }\nfor (const x of y) ;")).toBe(2);
    expect(guards("function hot() { for (;;) f() }")).toBe(0);
    expect(guards("function cold() { for (;;) { for (;;) f() } }")).toBe(1);
  });

  it("puts functions and imports first, in their order, and keeps apart what stood around them", () => {
    const { code } = transformCell("a()\nfunction f() {}\n[1].at(0)\nimport 'm'\nfunction g() {}");
    const order = [".f =", "'m'", ".g =", "a();", "[1]"].map((text) => code.indexOf(text));
    expect(order).toEqual(order.toSorted((x, y) => x - y));
    expect(order).not.toContain(-1);
    const leading = transformCell("import 'm'\nimport 'n'\na()\nimport 'o'").code;
    expect(leading.match(/bind\('(.)'/g)).toEqual(["bind('m'", "bind('n'", "bind('o'"]);
  });

  it("leaves nothing at run time of types", () => {
    const code = transformCell("import type { A } from 'a'\ninterface B {}\ntype C = A & B").code;
    expect(code.replace(/[\s;]/g, "")).toBe("");
  });

  it("accepts a cell of nothing, and of comments alone", () => {
    expect(transformCell("").code.trim()).toBe("");
    expect(transformCell("// only words").code.trim()).toBe("// only words");
  });
});

describe("a fault in a cell", () => {
  const fault = (source: string) => {
    try {
      transformCell(source);
    } catch (error) {
      if (error instanceof CellSyntaxError) return { ...error.position, message: error.message };
      throw error;
    }
    throw new Error("no fault was found");
  };

  it("is told with line and column", () => {
    expect(fault("const a = 1;\nconst b = [1 2];")).toEqual({
      line: 2,
      column: 14,
      message: "',' expected.",
    });
  });

  it("may be a return outside a function, in a block, too", () => {
    expect(fault("return 5").message).toMatch(/last expression is its value/);
    expect(fault("if (a) {\n  return\n}")).toMatchObject({ line: 2, column: 3 });
    expect(() => transformCell("const f = () => { return 5 }")).not.toThrow();
  });

  it("may be a constant or a pattern without a value", () => {
    expect(fault("let a\nconst b")).toMatchObject({ line: 2, column: 8 });
    expect(fault("let { c }").message).toContain("needs a value");
  });

  it("may be a name declared twice", () => {
    expect(fault("const a = 1\nlet a = 2")).toMatchObject({ line: 2, column: 5 });
    expect(fault("import { f } from 'm'; function f() {}").message).toMatch(
      /"f" is declared twice/,
    );
    expect(fault("class C {}\nnamespace C { export const x = 1 }")).toMatchObject({ line: 2 });
    expect(() => transformCell("var v = 1; var v = 2; type T = 1; const T = 2")).not.toThrow();
  });
});

describe("places in transformed code", () => {
  /** Where, in the cell, the given word of the transformed code comes from. */
  const origin = (source: string, word: string) => {
    const { code, locate } = transformCell(source);
    const before = code.slice(0, code.indexOf(word)).split("\n");
    return locate({ line: before.length, column: (before.at(-1) ?? "").length + 1 });
  };

  it.each([
    ["first();\nconst x: number = second();\n  third()", "second()", { line: 2, column: 19 }],
    ["first();\nconst x: number = second();\n  third()", "third()", { line: 3, column: 3 }],
    ["const { a, b = fallback() }: T = value()", "fallback()", { line: 1, column: 16 }],
    ["later()\nfunction hoisted<T>(a: T) {\n  throw a\n}", "throw", { line: 3, column: 3 }],
    ["type A = 1\n\n{ a: 1,\n  b: inner() }", "inner()", { line: 4, column: 6 }],
    ["for (;;)\n  body()", "body()", { line: 2, column: 3 }],
    ["const a = await slow(\n  inner())", "inner()", { line: 2, column: 3 }],
  ])("%j: %s", (source, word, place) => {
    expect(origin(source, word)).toEqual(place);
  });
});
