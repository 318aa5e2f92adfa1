import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arange, array, eye, full, linspace, NDArray, zeros } from "../../../engine/array/index.js";
import { SHARED_FROM_BYTES } from "../../../engine/array/storage.js";
import { DomainError, ShapeError } from "../../../engine/errors.js";
import { smallArrays } from "./model.js";

describe("array", () => {
  test("nested arrays and back is the identity", () => {
    fc.assert(
      fc.property(smallArrays(), (x) => {
        expect(array(x.toArray()).toJSON()).toEqual(x.toJSON());
      }),
    );
  });

  test.each([
    ["a short row", [[1, 2], [3]], "element [1] is an array of 1 where an array of 2 was expected"],
    ["a long row", [[1], [2, 3]], "element [1] is an array of 2 where an array of 1 was expected"],
    ["a number for a row", [[1, 2], 3], "element [1] is 3 where an array of 2 was expected"],
    ["a row for a number", [1, [2]], "element [1] is an array of 1 where a number was expected"],
    [
      "a deep one",
      [
        [[1], [2]],
        [[3], [4, 5]],
      ],
      "element [1][1] is an array of 2",
    ],
  ])("ragged input, %s, is refused with its path", (_, nested, message) => {
    expect(() => array(nested)).toThrow(ShapeError);
    expect(() => array(nested)).toThrow(message);
  });

  test("what is no number is refused with its path", () => {
    // @ts-expect-error what untyped code may pass
    expect(() => array([1, undefined])).toThrow("element [1] is undefined");
    // @ts-expect-error what untyped code may pass
    expect(() => array([1, "2"])).toThrow('element [1] is "2" where a number was expected');
  });

  test("NaN and infinities are values like others", () => {
    expect(array([NaN, -Infinity]).toArray()).toEqual([NaN, -Infinity]);
  });

  test("the content is copied", () => {
    const source = new Float64Array([1, 2]);
    const x = array(source);
    source[0] = 9;
    expect(x.toArray()).toEqual([1, 2]);
  });

  test("a flat input takes a shape, when the sizes agree", () => {
    expect(array([1, 2, 3, 4], { shape: [2, 2] }).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(() => array([1, 2, 3], { shape: [2, 2] })).toThrow(
      "array: 3 elements cannot take the shape [2, 2], which holds 4",
    );
  });
});

describe("filled arrays and sequences", () => {
  test("full, zeros, eye", () => {
    expect(full([2], 7).toArray()).toEqual([7, 7]);
    expect(full([1], true).dtype).toBe("bool");
    expect(full([1], 3, { dtype: "bool" }).data[0]).toBe(1);
    expect(eye(3).toArray()).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(eye(0).shape).toEqual([0, 0]);
  });

  test.each([[[-1]], [[1.5]], [[NaN]]])("the shape %j is refused", (shape) => {
    expect(() => zeros(shape)).toThrow(ShapeError);
  });

  test("arange counts up to and without its end", () => {
    expect(arange(3).toArray()).toEqual([0, 1, 2]);
    expect(arange(2, 5).toArray()).toEqual([2, 3, 4]);
    expect(arange(5, 0, -2).toArray()).toEqual([5, 3, 1]);
    expect(arange(5, 0).toArray()).toEqual([]);
    expect(arange(0, 1, 0.1).size).toBe(10);
  });

  test("arange refuses to count for ever", () => {
    expect(() => arange(0, 1, 0)).toThrow(DomainError);
    expect(() => arange(0, Infinity)).toThrow(DomainError);
    expect(() => arange(NaN)).toThrow(DomainError);
  });

  test("linspace includes both ends exactly", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 50 }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (n, end) => {
          const x = linspace(0.1, end, n);
          expect([x.size, x.get(0), x.get(-1)]).toEqual([n, 0.1, end]);
        },
      ),
    );
    expect(linspace(3, 4, 1).toArray()).toEqual([3]);
    expect(linspace(3, 4, 0).toArray()).toEqual([]);
  });
});

describe("storage", () => {
  test("large arrays sit on shared memory, small ones do not", () => {
    const elements = SHARED_FROM_BYTES / 8;
    expect(zeros([elements]).data.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(zeros([elements - 1]).data.buffer).toBeInstanceOf(ArrayBuffer);
  });

  test("an array's shape must hold its data", () => {
    expect(() => new NDArray(new Float64Array(3), [2], "float64")).toThrow(ShapeError);
  });
});
