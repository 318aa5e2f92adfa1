import { Script } from "node:vm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { transformCell } from "../../extension/session/transform/cell.js";
import { CellSyntaxError } from "../../extension/session/transform/syntax-error.js";

/** Pieces of cells that each need some rewriting; every one is a statement that parses by itself. */
const pieces = [
  "const { x, y: [z = 3] = [], ...r } = o",
  "var v0, v1 = 2",
  "if (t) var u = 1; else { var { w } = o }",
  "for (var [i] of q) ;",
  "for (const k in o) { g(k) }",
  "label: for (;;) { continue label }",
  "async function* f() { for await (const a of b) yield await a }",
  "class A { static { for (;;) { break } } }",
  "enum E { P, Q = 2 }",
  "namespace N { export const v = 1 }",
  "import d, { e as e2, type T } from 'e'",
  "import * as ns from 'ns' with { type: 'json' }",
  "export default class B {}",
  "using r1 = open()",
  "await import(`./${await s}`)",
  "{ a: 1, b: () => { while (p) ; } }",
  "const g1 = async () => await import.meta.url, h1 = class {}",
  "(l as any)!",
  "// words",
];

const cell = fc
  .tuple(fc.uniqueArray(fc.constantFrom(...pieces), { maxLength: 5 }), fc.constantFrom("\n", ";\n"))
  .map(([parts, separator]) => parts.join(separator));

it("gives JavaScript for every cell it does not refuse", () => {
  fc.assert(
    fc.property(cell, (source) => {
      const compile = () =>
        new Script(`(async function () { "use strict";\n${transformCell(source).code}\n})`);
      try {
        compile();
      } catch (error) {
        expect(error).toBeInstanceOf(CellSyntaxError);
      }
    }),
    { numRuns: 300 },
  );
});

it("refuses broken text with a place inside the cell, and never fails otherwise", () => {
  const broken = fc
    .tuple(cell, fc.nat())
    .map(([text, at]) => text.slice(0, at % (text.length + 1)));
  fc.assert(
    fc.property(broken, (source) => {
      try {
        transformCell(source);
      } catch (error) {
        expect(error).toBeInstanceOf(CellSyntaxError);
        const { line } = (error as CellSyntaxError).position;
        expect(line).toBeLessThanOrEqual(source.split("\n").length);
      }
    }),
    { numRuns: 300 },
  );
});
