import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arange,
  array,
  concat,
  expandDims,
  grad,
  linspace,
  logspace,
  type NDArray,
  split,
  squeeze,
  swapAxes,
  transpose,
  zeros,
} from "../../../engine/index.js";

const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

describe("squeeze and expandDims", () => {
  it("take away and put in axes of length 1", () => {
    expect(squeeze(zeros([1, 3, 1, 2])).shape).toEqual([3, 2]);
    expect(squeeze(zeros([1, 3, 1, 2]), -2).shape).toEqual([1, 3, 2]);
    expect(squeeze(zeros([1, 3, 1]), [0, 2]).shape).toEqual([3]);
    expect(expandDims([1, 2], -1).toArray()).toEqual([[1], [2]]);
  });

  it("undo each other", () => {
    fc.assert(
      fc.property(shape, fc.nat(4), (lengths, place) => {
        fc.pre(place <= lengths.length);
        const x = zeros(lengths);
        expect(squeeze(expandDims(x, place), place).shape).toEqual(lengths);
      }),
    );
  });

  it("name the axis that is too long, or is not there", () => {
    expect(() => squeeze(zeros([2, 1]), 0)).toThrow(
      "squeeze: axis 0 of shape [2, 1] has length 2, not 1",
    );
    expect(() => expandDims([1], 3)).toThrow("expandDims");
  });
});

describe("swapAxes", () => {
  it("is the transposition that exchanges two axes", () => {
    const x = arange(24).reshape([2, 3, 4]);
    expect(swapAxes(x, 0, -1).toArray()).toEqual(transpose(x, [2, 1, 0]).toArray());
    expect(() => swapAxes(x, 0, 3)).toThrow("swapAxes");
  });
});

describe("split", () => {
  it("gives parts that concat puts together again", () => {
    fc.assert(
      fc.property(
        shape,
        fc.nat(3),
        fc.array(fc.nat(4), { maxLength: 3 }),
        (lengths, axis, cuts) => {
          fc.pre(axis < lengths.length);
          const size = lengths.reduce((a, b) => a * b, 1);
          const x = arange(size).reshape(lengths);
          const starts = cuts
            .map((cut) => Math.min(cut, lengths[axis] as number))
            .toSorted((a, b) => a - b);
          const parts = split(x, starts, axis);
          expect(parts).toHaveLength(starts.length + 1);
          expect(concat(parts, axis).toArray()).toEqual(x.toArray());
        },
      ),
    );
  });

  it("makes equal parts, differentiably", () => {
    expect(split([1, 2, 3, 4], 2).map((part) => part.toArray())).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const f = (x: NDArray): NDArray => {
      const [a, b] = split(x, 2);
      return (a as NDArray).mul(b as NDArray).sum();
    };
    expect(grad(f)(array([1, 2, 3, 4])).toArray()).toEqual([3, 4, 1, 2]);
  });

  it("says why it cannot", () => {
    expect(() => split([1, 2, 3], 2)).toThrow("3 elements do not make 2 parts of equal length");
    expect(() => split([1, 2, 3], [2, 1])).toThrow("positions [2, 1] are not ascending");
    expect(() => split([1, 2, 3], [4])).toThrow("positions [4]");
  });
});

describe("logspace", () => {
  it("is 10 to the power of linspace, its ends exact", () => {
    const exponents = linspace(-3, 2, 11);
    const x = logspace(-3, 2, 11);
    x.data.forEach((value, k) => expect(value).toBeCloseTo(10 ** Number(exponents.data[k]), 12));
    expect([x.data[0], x.data[10]]).toEqual([1e-3, 100]);
  });
});
