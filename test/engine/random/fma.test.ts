import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fma32, fma64 } from "../../../engine/random/fma.js";

/** A double as m·2^e with a whole m. */
function exact(x: number): { m: bigint; e: number } {
  if (x === 0) return { m: 0n, e: 0 };
  const e = Math.floor(Math.log2(Math.abs(x))) - 53;
  return { m: BigInt(x * 2 ** -e), e };
}

/** a·b + c in whole numbers, rounded once: BigInt to Number rounds to nearest, ties to even. */
function exactFma(a: number, b: number, c: number): number {
  const [p, q, r] = [exact(a), exact(b), exact(c)];
  const e = Math.min(p.e + q.e, r.e);
  const product = (p.m * q.m) << BigInt(p.e + q.e - e);
  return Number(product + (r.m << BigInt(r.e - e))) * 2 ** e;
}

const doubles = fc.oneof(
  fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-9),
  // Few bits: ties and cancellation are common.
  fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((n) => n * 2 ** -10),
);

describe("the fused multiply-add", () => {
  test("rounds once in double precision", () => {
    fc.assert(
      fc.property(doubles, doubles, doubles, (a, b, c) => {
        expect(fma64(a, b, c) + 0).toBe(exactFma(a, b, c) + 0);
      }),
      { numRuns: 5000 },
    );
  });

  test("keeps what two roundings lose", () => {
    const x = 1 + Number.EPSILON;
    expect(fma64(x, x, -1 - 2 * Number.EPSILON)).toBe(Number.EPSILON ** 2);
    expect(x * x - 1 - 2 * Number.EPSILON).toBe(0);
  });

  test("does not round twice where the sum lies next to a tie", () => {
    // 1 + 2⁻⁵³ + 2⁻¹⁰⁶ is above the tie between 1 and 1 + 2⁻⁵².
    expect(fma64(2 ** -53, 1 + 2 ** -52, 1)).toBe(1 + 2 ** -52);
  });

  test("rounds once in single precision", () => {
    // 1 + 2⁻²⁴ + 2⁻⁶⁰: a double drops the last term, and the tie would then go down to 1.
    expect(fma32(2 ** -24, 1 + 2 ** -23, 1)).toBe(1 + 2 ** -23);
    expect(fma32(2 ** -30, 2 ** -30, 1 + 2 ** -23)).toBe(1 + 2 ** -23);
  });
});
