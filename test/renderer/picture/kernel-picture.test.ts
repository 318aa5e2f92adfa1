import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { colorTable, MARKS } from "../../../engine/display/drawing/colormap.js";
import { encodeFloat32 } from "../../../engine/display/drawing/encoding.js";
import { kernelPng } from "../../../engine/display/picture/kernel-picture.js";

describe("the picture of a matrix", () => {
  it("is made of squares in the colours of the entries", () => {
    const png = kernelPng({ rows: 2, cols: 2, float32: encodeFloat32([0, 1, NaN, 0.5]) });
    const { width, height, channels, data } = decode(png ?? new Uint8Array());
    expect([width, height, channels]).toEqual([64, 64, 3]);
    const pixel = (x: number, y: number) => [
      ...data.slice(3 * (y * width + x), 3 * (y * width + x) + 3),
    ];
    const table = colorTable("sequential");
    for (const inset of [0, 31]) {
      expect(pixel(inset, inset)).toEqual([...table.slice(0, 3)]);
      expect(pixel(32 + inset, inset)).toEqual([...table.slice(-3)]);
      expect(pixel(inset, 32 + inset)).toEqual([...MARKS[0].color]);
      expect(pixel(32 + inset, 32 + inset)).toEqual([...table.slice(3 * 128, 3 * 129)]);
    }
  });

  it("makes a single row high enough to be seen", () => {
    const png = kernelPng({ rows: 1, cols: 256, float32: encodeFloat32(new Float32Array(256)) });
    expect(decode(png ?? new Uint8Array())).toMatchObject({ width: 512, height: 32 });
  });

  it("keeps a large preview at a pixel an entry", () => {
    const values = Float32Array.from({ length: 300 * 200 }, (_, i) => i);
    const png = kernelPng({ rows: 300, cols: 200, float32: encodeFloat32(values) });
    expect(decode(png ?? new Uint8Array())).toMatchObject({ width: 200, height: 300 });
  });
});
