import { describe, expect, it } from "vitest";
import { jacobianDisplay } from "../../../engine/display/jacobian/bundle.js";
import { jacobianMatrix } from "../../../engine/display/jacobian/matrix.js";
import { MIME } from "../../../engine/display/payload.js";
import { array, jacobian, random, reshape, type NDArray } from "../../../engine/index.js";
import type { RendererRequest } from "../../../engine/display/renderer-messages.js";
import type { ShelfQuestion } from "../../../engine/display/store-messages.js";
import { Shelf } from "../../../extension/session/store/shelf.js";
import { blockPicture } from "../../../renderer/jacobian/block.js";
import { statisticsOf } from "../../../renderer/jacobian/statistics.js";
import { blockOf } from "../../../renderer/jacobian/view.js";
import { weightPicture } from "../../../renderer/jacobian/weight-shape.js";
import type { Messaging } from "../../../renderer/messaging.js";
import { PayloadError } from "../../../renderer/payload/check.js";
import { parseJacobian } from "../../../renderer/payload/jacobian.js";

/** Outputs [2 examples, 2] of a convolution's kernel (3, 2, 2, 4) and a bias: any numbers. */
const params = { b: array([1, 2]), k: random.normal(random.key(0), [3, 2, 2, 4]) };
const f = ({ b, k }: { b: NDArray; k: NDArray }) => {
  const rows = reshape(k, [2, 24]);
  return rows
    .slice([], [0, 2])
    .mul(rows.slice([], [5, 7]))
    .add(b);
};
const display = jacobianDisplay("test", jacobianMatrix("test", jacobian(f)(params), params), {
  title: "J",
});
const payload = JSON.parse(JSON.stringify(display.bundle[MIME.jacobian])) as object;
const read = parseJacobian(payload);

describe("show.jacobian's payload", () => {
  it("has the whole, its blocks' norms and its singular values", () => {
    expect(read.matrix.payload.shape).toEqual([4, 50]);
    expect(read.parameters.map(({ name, from, to }) => [name, from, to])).toEqual([
      ["b", 0, 2],
      ["k", 2, 50],
    ]);
    expect(read.norms.payload.shape).toEqual([2, 2]);
    const { values } = read.matrix.layers[0]?.preview ?? { values: new Float32Array() };
    const squares = [...values].reduce((sum, value) => sum + value * value, 0);
    const sigmas = read.singularValues ?? [];
    // Σ σ² = ‖J‖²; the preview is in single precision.
    expect(sigmas.reduce((sum, sigma) => sum + sigma * sigma, 0)).toBeCloseTo(squares, 4);
    const norms = read.norms.layers[0]?.preview.values ?? new Float32Array();
    expect([...norms].reduce((sum, norm) => sum + norm * norm, 0)).toBeCloseTo(squares, 4);
    expect(display.bundle["text/plain"]).toMatch(
      /\nb \[2\]: norm 2, 50 % zeros\nk \[3, 2, 2, 4\]: norm/,
    );
    expect(display.bundle["image/png"]).toBeInstanceOf(Uint8Array);
    expect(display.values).toHaveLength(2);
  });

  it.each([
    ["a newer version", { version: 2 }, /update the extension/],
    ["parameters of another size", { parameters: [] }, /parameters have 0 entries for 50 columns/],
    ["other outputs", { outputs: 3 }, /norms are 2 × 2 for 4 outputs, 3 together/],
    ["singular values of script", { singularValues: ["<b>"] }, /is not a finite number/],
    ["a matrix of nobody", { matrix: null }, /is not an object/],
  ])("with %s is refused and says why", (_, change, why) => {
    const parse = () => parseJacobian({ ...payload, ...change });
    expect(parse).toThrow(PayloadError);
    expect(parse).toThrow(why);
  });
});

describe("one block in the shape of its weight", () => {
  it("lays a convolution's kernel out as images, input channels down and output channels across", () => {
    const { rows, cols, entry, rowLabels, colLabels, rowBlocks } = weightPicture([3, 2, 2, 4]);
    expect([rows, cols]).toEqual([2 * 3, 4 * 2]);
    // Pixel (y 1, x 0) of input channel 1 and output channel 3: ((1·2 + 0)·2 + 1)·4 + 3.
    expect(entry(3 + 1, 3 * 2)).toBe(23);
    expect([rowLabels?.[4], colLabels?.[6]]).toEqual(["in 1, y 1", "out 3, x 0"]);
    expect(rowBlocks).toEqual([
      { name: "in 0", length: 3 },
      { name: "in 1", length: 3 },
    ]);
    const places = new Set<number>();
    for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) places.add(entry(i, j));
    expect(places.size).toBe(48);
  });

  it("lays vectors out as rows, matrices as they are, and cuts what no canvas takes", () => {
    expect(weightPicture([5])).toMatchObject({ rows: 1, cols: 5 });
    expect(weightPicture([])).toMatchObject({ rows: 1, cols: 1 });
    expect(weightPicture([2, 3, 4]).entry(5, 3)).toBe(23);
    expect(weightPicture([5000, 2])).toMatchObject({
      rows: 4096,
      note: "the first 4096 × 2 of 5000 × 2",
    });
    expect(weightPicture([3, 3, 2000, 1]).rows).toBe(3 * 1365);
  });

  it("is found by a pinned entry of the whole", () => {
    expect(blockOf(read, { row: 3, col: 1 })).toEqual({ example: 1, parameter: 0 });
    expect(blockOf(read, { row: 0, col: 2 })).toEqual({ example: 0, parameter: 1 });
    expect(blockOf(read, null)).toBeNull();
  });

  const kernel = { example: 1, parameter: 1 };

  it("is cut out of a whole that is here, output by output", async () => {
    const picture = await blockPicture(read, kernel, null);
    expect(picture?.payload).toMatchObject({ title: "∂ output / ∂ k, example 1", shape: [6, 8] });
    const { values } = read.matrix.layers[0]?.preview ?? { values: new Float32Array() };
    // Example 1, output 0 is row 2; entry 23 of k is column 2 + 23.
    expect(picture?.layers[0]?.preview.values[4 * 8 + 6]).toBe(values[2 * 50 + 2 + 23]);
    expect(picture?.layers).toHaveLength(2);
  });

  it("is asked of the session where only a preview is here, and falls back to what was stored", async () => {
    const [layer] = read.matrix.layers;
    if (layer === undefined) throw new Error("no layer");
    const coarse = { ...layer, preview: { rows: 1, cols: 1, values: Float32Array.of(0) } };
    const large = { ...read, matrix: { ...read.matrix, layers: [coarse] } };
    const shelf = new Shelf();
    const { values } = layer.preview;
    shelf.hold(layer.key ?? "", { rows: 4, cols: 50, data: values }, { symmetric: false });
    const messaging = {
      ask: (request: RendererRequest) =>
        Promise.resolve(
          request.type === "store" ? shelf.answer(request.question as ShelfQuestion) : null,
        ),
      listen: () => () => undefined,
    } as Messaging;
    const asked = await blockPicture(large, kernel, messaging);
    const here = await blockPicture(read, kernel, null);
    expect(asked?.layers.map(({ preview }) => [...preview.values])).toEqual(
      here?.layers.map(({ preview }) => [...preview.values]),
    );
    const stored = await blockPicture(large, kernel, null);
    expect(stored?.payload.title).toMatch(/^root mean square/);
    const squares = [0, 1, 2, 3].map((row) => (values[row * 50 + 25] ?? NaN) ** 2);
    const rms = Math.sqrt(squares.reduce((sum, square) => sum + square) / 4);
    expect(stored?.layers[0]?.preview.values[4 * 8 + 6]).toBeCloseTo(rms, 6);
    const nothing = { ...large, parameters: large.parameters.map((p) => ({ ...p, rms: null })) };
    expect(await blockPicture(nothing, kernel, null)).toBeNull();
  });

  it("has statistics of its finite values", () => {
    expect(statisticsOf(Float64Array.of(3, NaN, -1, 0))).toEqual({
      ...{ min: -1, max: 3, low: -1, high: 3, smallest: 1, nonFinite: 1, symmetric: false },
      mean: 2 / 3,
    });
    expect(statisticsOf(Float64Array.of(NaN))).toMatchObject({
      min: null,
      mean: null,
      smallest: null,
    });
  });

  it("is refused by the session for what is no part of the matrix", () => {
    const shelf = new Shelf();
    shelf.hold("m", { rows: 2, cols: 2, data: Float64Array.of(1, 2, 3, 4) }, { symmetric: false });
    const part = { about: "part", key: "m", top: 0, bottom: 2, left: 1, right: 2 } as const;
    expect(shelf.answer(part)).toMatchObject({ is: "tile", rows: 2, cols: 1 });
    for (const change of [{ bottom: 3 }, { left: 3 }, { top: -1 }, { top: 0.5 }, { right: 0 }])
      expect(shelf.answer({ ...part, ...change })).toMatchObject({ is: "gone" });
  });
});
