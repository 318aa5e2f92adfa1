import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeFloat32, encodeFloat32 } from "../../../engine/display/drawing/encoding.js";

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
