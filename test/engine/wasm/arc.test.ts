import { describe, expect, it } from "vitest";
import { fixed, over, PI, times, toNumber } from "../../../engine/wasm/fixed-point.mjs";
import {
  arc,
  arcsineRatio,
  generateArcTable,
  segment,
} from "../../../engine/wasm/generate-arc.mjs";

/** The coefficients of a generated table, as its type rounds them. */
function coefficients(name: string, round: (x: number) => number): bigint[] {
  const list = new RegExp(`${name}: .*\\[(.*)\\]`).exec(generateArcTable())?.[1] ?? "";
  // Exact: no coefficient has bits below 2⁻¹⁰⁰.
  return list.split(", ").map((text) => over(BigInt(round(Number(text)) * 2 ** 100), 1n << 100n));
}

const horner = (terms: bigint[], u: bigint) =>
  terms.reduceRight((sum, term) => times(sum, u) + term, 0n);

const LAST = 1 - Math.SQRT1_2;
const grid = Array.from({ length: 301 }, (_, i) => fixed(((i + 0.01) / 301.01) * LAST));

describe("the polynomials of the kernels' angles", () => {
  it("come from series for t/sin t and (sin φ − φ cos φ)/(2 sin³ t), φ = 2t, u = 1 − cos t", () => {
    const u = fixed(1 - Math.cos(0.5));
    // The closed forms lose a digit or two to cancellation.
    expect(toNumber(arc(u))).toBeCloseTo(0.5 / Math.sin(0.5), 14);
    const chord = (Math.sin(1) - Math.cos(1)) / (2 * Math.sin(0.5) ** 3);
    expect(toNumber(segment(u))).toBeCloseTo(chord, 13);
  });

  it.each([
    ["ARC_64", arc, Number, 4e-17],
    ["SEGMENT_64", segment, Number, 4e-17],
    ["ARC_32", arc, Math.fround, 2e-8],
    ["SEGMENT_32", segment, Math.fround, 2e-8],
  ] as const)("%s is off by no more than its file says", (name, exact, round, bound) => {
    const terms = coefficients(name, round);
    const errors = grid.map((u) => Math.abs(toNumber(horner(terms, u) - over(exact(u), PI))));
    expect(Math.max(...errors)).toBeLessThan(bound);
  });

  it("TURN_64 is asin u/2π for |u| ≤ sin π/8, off by no more than its file says", () => {
    const terms = coefficients("TURN_64", Number);
    const turns = Array.from({ length: 301 }, (_, i) => (i / 300) * Math.sin(Math.PI / 8));
    expect(toNumber(arcsineRatio(fixed(0.25)))).toBeCloseTo(Math.PI / 3, 14);
    const errors = turns.map((u) => {
      const z = times(fixed(u), fixed(u));
      const exact = over(arcsineRatio(z), 2n * PI);
      return u * Math.abs(toNumber(horner(terms, z) - exact));
    });
    expect(Math.max(...errors)).toBeLessThan(2e-17);
  });
});
