import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arange,
  array,
  concat,
  slice,
  stack,
  zeros,
  type AxisSlice,
} from "../../../engine/array/index.js";
import { DomainError, ShapeError } from "../../../engine/errors.js";
import { modelOf, smallArrays, valuesOf } from "./model.js";

/** What Python's slice takes of 0 … length − 1, by its definition: walk and test every limit. */
function taken(part: AxisSlice, length: number): number[] {
  if (typeof part === "number") return [part < 0 ? part + length : part];
  const [start = null, stop = null, by = null] = part;
  const step = by ?? 1;
  const absolute = (i: number): number => (i < 0 ? i + length : i);
  const first = start === null ? (step > 0 ? 0 : length - 1) : absolute(start);
  const last = stop === null ? (step > 0 ? Infinity : -Infinity) : absolute(stop);
  const indices: number[] = [];
  // Clipping the start, for a long way off, keeps the walk short and the phase of Python.
  const begin = step > 0 ? Math.max(first, 0) : Math.min(first, length - 1);
  for (let i = begin; step > 0 ? i < Math.min(last, length) : i > Math.max(last, -1); i += step) {
    indices.push(i);
  }
  return indices;
}

const limit = fc.option(fc.integer({ min: -6, max: 6 }), { nil: null });
const ranges: fc.Arbitrary<AxisSlice> = fc.oneof(
  fc.constant([] as const),
  fc.tuple(limit, limit),
  fc.tuple(limit, limit, fc.constantFrom(-3, -2, -1, 1, 2, 3)),
);

const sliced = smallArrays().chain((x) => {
  const perAxis = x.shape.map((length) =>
    fc.oneof({ weight: 3, arbitrary: ranges }, fc.integer({ min: -length, max: length - 1 })),
  );
  return fc.tuple(fc.constant(x), fc.tuple(...perAxis));
});

describe("slice", () => {
  test("takes what Python's slices take, on every axis", () => {
    fc.assert(
      fc.property(sliced, ([x, parts]) => {
        const model = modelOf(x);
        const indices = parts.map((part, axis) => taken(part, x.shape[axis] as number));
        const kept = parts.flatMap((part, axis) => (typeof part === "number" ? [] : [axis]));
        const shape = kept.map((axis) => (indices[axis] as number[]).length);
        const at = (index: readonly number[]): number =>
          model.at(
            indices.map((choice, axis) => {
              const k = kept.indexOf(axis);
              return choice[k < 0 ? 0 : (index[k] as number)] as number;
            }),
          );
        const got = slice(x, ...parts);
        expect(got.shape).toEqual(shape);
        expect(Array.from(got.data)).toEqual(valuesOf({ shape, at }));
      }),
      { numRuns: 300 },
    );
  });

  test("copies", () => {
    const x = zeros([2, 2]);
    x.rows(0, 1).data[0] = 9;
    expect(x.get(0, 0)).toBe(0);
  });

  test("a position that does not exist is refused", () => {
    expect(() => zeros([2, 3]).slice([], 3)).toThrow(
      new ShapeError("index 3 does not exist on axis 1 of shape [2, 3]; use -3 to 2"),
    );
    expect(() => zeros([2]).slice(0, 0)).toThrow(ShapeError);
    expect(() => zeros([2]).slice([0, 2, 0])).toThrow(DomainError);
  });
});

describe("reading", () => {
  test("get reads one element, from either end", () => {
    const x = arange(6).reshape([2, 3]);
    expect([x.get(1, 2), x.get(-1, 0), x.get(0, -1)]).toEqual([5, 3, 2]);
    expect(() => x.get(1)).toThrow(ShapeError);
    expect(() => x.get(0.5, 0)).toThrow(ShapeError);
  });

  test("item reads the only element", () => {
    expect(array([[2]]).item()).toBe(2);
    expect(array([true]).item()).toBe(true);
    expect(() => zeros([2]).item()).toThrow("has 2 elements, not one");
  });

  test("iteration goes along the first axis", () => {
    const rows = [...arange(4).reshape([2, 2])].map((row) => row.toArray());
    expect(rows).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(() => [...array(1)]).toThrow("0-d array");
  });

  test("JSON keeps dtype, shape and what JSON itself lacks", () => {
    expect(
      JSON.parse(
        JSON.stringify(
          array([
            [1, NaN],
            [Infinity, -Infinity],
          ]),
        ),
      ),
    ).toEqual({
      dtype: "float64",
      shape: [2, 2],
      data: [1, "NaN", "Infinity", "-Infinity"],
    });
    expect(JSON.stringify(array([true]))).toBe('{"dtype":"bool","shape":[1],"data":[true]}');
  });
});

describe("reshape and transpose", () => {
  test("transposing moves every element to its permuted position", () => {
    const cases = smallArrays().chain((x) =>
      fc.tuple(
        fc.constant(x),
        fc.shuffledSubarray(
          x.shape.map((_, k) => k),
          { minLength: x.ndim },
        ),
      ),
    );
    fc.assert(
      fc.property(cases, ([x, axes]) => {
        const model = modelOf(x);
        const shape = axes.map((axis) => x.shape[axis] as number);
        const at = (index: readonly number[]): number =>
          model.at(x.shape.map((_, axis) => index[axes.indexOf(axis)] as number));
        const got = x.transpose(axes);
        expect(got.shape).toEqual(shape);
        expect(Array.from(got.data)).toEqual(valuesOf({ shape, at }));
      }),
    );
  });

  test("without axes the order is reversed", () => {
    expect(zeros([2, 3, 4]).transpose().shape).toEqual([4, 3, 2]);
  });

  test("reshape works one length out", () => {
    expect(arange(6).reshape([-1, 2]).shape).toEqual([3, 2]);
    expect(zeros([0, 3]).reshape([3, -1]).shape).toEqual([3, 0]);
  });

  test.each([[[4]], [[-1, 4]], [[-1, -1]], [[2.5, 2]], [[-2, -3]]])(
    "reshape to %j is refused",
    (shape) => {
      expect(() => arange(6).reshape(shape)).toThrow(ShapeError);
    },
  );

  test("axes that are no permutation are refused", () => {
    expect(() => zeros([2, 3]).transpose([0, 0])).toThrow(ShapeError);
    expect(() => zeros([2, 3]).transpose([0])).toThrow(ShapeError);
    expect(() => zeros([2, 3]).transpose([0, 2])).toThrow(ShapeError);
  });
});

describe("concat and stack", () => {
  test("concat puts parts one after the other on the axis", () => {
    const a = arange(4).reshape([2, 2]);
    expect(concat([a, a], 0).toArray()).toEqual([
      [0, 1],
      [2, 3],
      [0, 1],
      [2, 3],
    ]);
    expect(concat([a, a.slice([], [0, 1])], -1).toArray()).toEqual([
      [0, 1, 0],
      [2, 3, 2],
    ]);
    expect(concat([zeros([0, 2]), a]).shape).toEqual([2, 2]);
  });

  test("slicing a concatenation gives the parts back", () => {
    fc.assert(
      fc.property(
        smallArrays(fc.constant([2, 3, 2])),
        smallArrays(fc.constant([2, 1, 2])),
        (a, b) => {
          const joined = concat([a, b], 1);
          expect(joined.slice([], [0, 3]).toJSON()).toEqual(a.toJSON());
          expect(joined.slice([], [3, 4]).toJSON()).toEqual(b.toJSON());
        },
      ),
    );
  });

  test("stack makes a new axis", () => {
    expect(
      stack([
        [1, 2],
        [3, 4],
      ]).toArray(),
    ).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(
      stack(
        [
          [1, 2],
          [3, 4],
        ],
        -1,
      ).toArray(),
    ).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  test("parts that do not fit are refused with both shapes", () => {
    expect(() => concat([zeros([2, 3]), zeros([2, 4])])).toThrow(
      new ShapeError(
        "concat: shapes [2, 3] and [2, 4] differ outside axis 0; all other axes must be equal",
      ),
    );
    expect(() => stack([zeros([2]), zeros([3])])).toThrow("shapes [2] and [3] differ");
    expect(() => concat([])).toThrow("needs at least one array");
  });
});
