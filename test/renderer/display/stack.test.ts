import { describe, expect, it } from "vitest";
import { NDArray } from "../../../engine/array/ndarray.js";
import { contentKey } from "../../../engine/display/content-key.js";
import { stackOf } from "../../../engine/display/matrix/stack.js";
import { sidesOf } from "../../../engine/display/matrix/surroundings.js";
import { DomainError, ShapeError } from "../../../engine/errors.js";

const counting = (...shape: number[]) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return new NDArray(
    Float64Array.from({ length: size }, (_, i) => i),
    shape,
    "float64",
  );
};
const stack = (
  ...[input, options = {}]: [Parameters<typeof stackOf>[1], Parameters<typeof stackOf>[2]?]
) => stackOf("show.kernel", input, options);

describe("what is shown", () => {
  it("of three axes goes along the first by a slider", () => {
    const { shape, axes, matrices } = stack(counting(2, 3, 4), {
      slider: { name: "depth", entries: [1, 8] },
    });
    expect(shape).toEqual([3, 4]);
    expect(axes).toEqual([{ name: "depth", entries: ["1", "8"], shows: "slider" }]);
    expect(matrices[1]?.data[0]).toBe(12);
  });

  it("of four axes has its outputs as facets, each a matrix of all pairs of examples", () => {
    const { shape, matrices } = stack(counting(2, 3, 2, 2));
    expect(shape).toEqual([2, 3]);
    // (i, j, o, p) lies at 12i + 4j + 2o + p.
    expect([...(matrices[1]?.data ?? [])]).toEqual([1, 5, 9, 13, 17, 21]);
  });

  it("by name stands side by side, with the second minus the first when that is asked for", () => {
    const nngp = counting(2, 2);
    const { axes, matrices } = stack({ nngp, ntk: nngp.mul(3) }, { difference: true });
    expect(axes[0]?.entries).toEqual(["nngp", "ntk", "ntk − nngp"]);
    expect([...(matrices[2]?.data ?? [])]).toEqual([0, 2, 4, 6]);
  });

  it("names the shapes that cannot stand together, and the difference that cannot be taken", () => {
    expect(() => stack({ a: counting(2, 2), b: counting(3, 2) })).toThrow(ShapeError);
    expect(() => stack({ a: counting(2, 2), b: counting(3, 2) })).toThrow("[2, 2] and [3, 2]");
    expect(() => stack({ a: counting(2, 2) }, { difference: true })).toThrow(DomainError);
    expect(() => stack({})).toThrow("give at least one matrix");
    expect(() => stack(counting(257, 1, 1))).toThrow("257 matrices are too many");
    expect(() => stack(counting(2, 2, 2), { slider: { name: "t", entries: [1] } })).toThrow(
      "slider has 1 entries for 2 matrices",
    );
  });
});

describe("what stands around a matrix", () => {
  const around = (options: Parameters<typeof sidesOf>[1]) =>
    sidesOf("show.kernel", options, { shape: [3, 3], symmetric: false });

  it("has blocks along both axes of a square", () => {
    const { rowBlocks, colBlocks } = around({ blocks: { train: 2, test: 1 } });
    expect(rowBlocks).toEqual([
      { name: "train", length: 2 },
      { name: "test", length: 1 },
    ]);
    expect(colBlocks).toEqual(rowBlocks);
  });

  it("names the lengths that do not add up", () => {
    expect(() => around({ blocks: { train: 2, test: 2 } })).toThrow(
      "blocks of 2 + 2 = 4 rows for a matrix of 3",
    );
    expect(() => around({ columnLabels: ["a"] })).toThrow("1 labels for a matrix of 3 columns");
  });
});

describe("the key of a matrix", () => {
  it("is the same for the same content and another for any other bit, shape or order", () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6);
    const key = contentKey(values, 2, 3);
    expect(contentKey(values.slice(), 2, 3)).toBe(key);
    const others = [
      contentKey(values, 3, 2),
      contentKey(Float64Array.of(1, 2, 3, 4, 5, 6 + 1e-15), 2, 3),
      contentKey(Float64Array.of(2, 1, 3, 4, 5, 6), 2, 3),
      contentKey(Uint8Array.of(1, 2, 3, 4, 5, 6), 2, 3),
    ];
    expect(new Set([key, ...others]).size).toBe(5);
  });
});
