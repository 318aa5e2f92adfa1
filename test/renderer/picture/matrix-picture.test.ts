import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { colorTable, MARKS } from "../../../engine/display/drawing/colormap.js";
import { encodeFloat32 } from "../../../engine/display/drawing/encoding.js";
import type { EncodedMatrix, StackAxis } from "../../../engine/display/payload.js";
import { matrixPng } from "../../../engine/display/picture/matrix-picture.js";
import { decodeFloat32 } from "../../../engine/display/drawing/encoding.js";
import { matrixStatistics } from "../../../engine/display/statistics.js";

const layerOf = (preview: EncodedMatrix) => ({
  preview,
  statistics: matrixStatistics(decodeFloat32(preview.float32), preview.rows, preview.cols),
  key: null,
  eigenvalues: null,
});

const kernelPng = (...previews: EncodedMatrix[]) => {
  const entries = previews.map((_, i) => String(i));
  const axis: StackAxis = { name: "matrix", entries, shows: "panels" };
  return matrixPng({ axes: [axis], layers: previews.map(layerOf) });
};

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

  it("stands several side by side, each in its own colours, on white", () => {
    const one = { rows: 1, cols: 1, float32: encodeFloat32([7]) };
    const two = { rows: 1, cols: 1, float32: encodeFloat32([-3]) };
    const { width, height, data } = decode(kernelPng(one, two) ?? new Uint8Array());
    expect([width, height]).toEqual([32 + 8 + 32, 32]);
    expect([...data.slice(3 * 35, 3 * 36)]).toEqual([255, 255, 255]);
    expect([...data.slice(0, 3)]).toEqual([...data.slice(3 * 40, 3 * 41)]);
  });
});
