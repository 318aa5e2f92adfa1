import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeFloat32,
  decodeNumbers,
  encodeFloat32,
  encodeNumbers,
} from "../../../engine/display/drawing/encoding.js";

describe("float32 in base64", () => {
  it("comes back bit for bit, NaN and infinities included", () => {
    fc.assert(
      fc.property(fc.float32Array({ maxLength: 300 }), (values) => {
        expect(decodeFloat32(encodeFloat32(values))).toEqual(values);
      }),
    );
  });

  it("is what Node's own encoder writes", () => {
    const values = Float32Array.from({ length: 40_000 }, (_, i) => Math.sin(i));
    expect(encodeFloat32(values)).toBe(Buffer.from(values.buffer).toString("base64"));
  });

  it("keeps a finite float64 finite", () => {
    expect([...decodeFloat32(encodeFloat32([1e300, -1e300, Infinity]))]).toEqual([
      3.4028234663852886e38,
      -3.4028234663852886e38,
      Infinity,
    ]);
  });
});

describe("numbers of any size in base64", () => {
  it("keep float32's digits from the smallest float64 to the largest", () => {
    const largest = fc.double({ min: 2 ** -1022, max: Number.MAX_VALUE, noNaN: true });
    fc.assert(
      fc.property(largest, fc.double({ min: -1, max: 1, noNaN: true }), (size, share) => {
        // Next to the smallest float64 that is 0.
        const smaller = size * share;
        const [first, second, ...others] = decodeNumbers(
          encodeNumbers([size, smaller, NaN, -Infinity]),
        );
        // Rounded to 24 bits, or to float32's smallest number, 2^(−64 − 149) of the largest and less.
        expect(Math.abs((first ?? 0) / size - 1)).toBeLessThanOrEqual(2 ** -24);
        const error = Math.abs((second ?? 0) / size - smaller / size);
        expect(error).toBeLessThanOrEqual(2 ** -24 * Math.abs(smaller / size) + 2 ** -80);
        expect(others).toEqual([NaN, -Infinity]);
      }),
    );
  });

  it("are plain float32 where those reach", () => {
    expect(encodeNumbers([1, -3e18, 0])).toEqual({ float32: encodeFloat32([1, -3e18, 0]) });
    expect(encodeNumbers([0, NaN, Infinity])).not.toHaveProperty("exponent");
  });
});
