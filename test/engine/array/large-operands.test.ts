import { describe, expect, test } from "vitest";
import {
  add,
  array,
  mul,
  sub,
  where,
  type NDArray,
  type Shape,
} from "../../../engine/array/index.js";
import { sizeOf } from "../../../engine/array/ndarray.js";
import { SHARED_FROM_BYTES } from "../../../engine/array/storage.js";
import { addressOf } from "../../../engine/wasm/recycling.js";

// Large results lie in the memory of the compiled code and are computed there, vector by vector.

type FloatDtype = "float64" | "float32";

/** Odd lengths leave a rest behind the last vector; short rows and copied operands take other ways. */
const shapes: readonly (readonly [a: Shape, b: Shape])[] = [
  [
    [257, 131],
    [257, 131],
  ],
  [[257, 131], []],
  [
    [1, 1],
    [257, 131],
  ],
  [[257, 131], [131]],
  [
    [257, 131],
    [257, 1],
  ],
  [
    [257, 1],
    [1, 131],
  ],
  [
    [61, 1, 67],
    [61, 9, 67],
  ],
  [
    [61, 9, 1],
    [9, 67],
  ],
  [[9001, 5], [5]],
];

const special = [0, -0, Infinity, -Infinity, NaN, 1e-310];

/** Numbers that no rounding leaves alone, with the special ones in between. */
function sample(shape: Shape, dtype: FloatDtype, seed: number): NDArray {
  const values = Array.from({ length: sizeOf(shape) }, (_, i) =>
    i % 97 === 5 ? (special[(i + seed) % special.length] as number) : Math.sin(i * 1.7 + seed) * 3,
  );
  return array(values, { shape, dtype });
}

/** Index of the element of an operand that is met at place i of the result. */
function reader(from: Shape, to: Shape): (i: number) => number {
  const own = [...to.map(() => 1), ...from].slice(-to.length);
  return (i) => {
    let [rest, index, stride] = [i, 0, 1];
    for (let axis = to.length - 1; axis >= 0; axis--) {
      const [length, mine] = [to[axis] as number, own[axis] as number];
      index += mine === 1 ? 0 : (rest % length) * stride;
      stride *= mine;
      rest = Math.floor(rest / length);
    }
    return index;
  };
}

const operations = {
  add: { f: add, value: (x: number, y: number) => x + y },
  sub: { f: sub, value: (x: number, y: number) => x - y },
  mul: { f: mul, value: (x: number, y: number) => x * y },
};

describe.each(["float64", "float32"] as const)("%s", (dtype) => {
  const round = dtype === "float32" ? Math.fround : (x: number) => x;

  describe.each(Object.entries(operations))("%s", (_, { f, value }) => {
    test.each(shapes)("of %j and %j has the bits of element by element", (a, b) => {
      const [x, y] = [sample(a, dtype, 1), sample(b, dtype, 2)];
      const got = f(x, y);
      expect(addressOf(got.data)).not.toBeNull();
      const [i, j] = [reader(a, got.shape), reader(b, got.shape)];
      const want = Array.from(got.data, (_, k) =>
        round(value(x.data[i(k)] as number, y.data[j(k)] as number)),
      );
      expect(Array.from(got.data)).toEqual(want);
    });
  });

  test.each(shapes)("where chooses between %j and %j", (a, b) => {
    const [x, y] = [sample(a, dtype, 1), sample(b, dtype, 2)];
    const { shape } = add(x, y);
    for (const own of [
      shape,
      [shape[0] as number, ...shape.slice(1).map(() => 1)],
      shape.slice(1),
    ]) {
      const chosen = array(
        Array.from({ length: sizeOf(own) }, (_, k) => k % 3 === 0 || k % 7 === 2),
        { shape: own },
      );
      const got = where(chosen, x, y);
      const [c, i, j] = [reader(own, shape), reader(a, shape), reader(b, shape)];
      const want = Array.from(got.data, (_, k) =>
        chosen.data[c(k)] === 1 ? x.data[i(k)] : y.data[j(k)],
      );
      expect(Array.from(got.data)).toEqual(want);
    }
  });

  test("results that are too small for that memory agree", () => {
    const [x, y] = [sample([40, 33], dtype, 1), sample([33], dtype, 2)];
    const got = mul(x, y);
    expect(got.data.byteLength).toBeLessThan(SHARED_FROM_BYTES);
    const want = Array.from(got.data, (_, k) =>
      round((x.data[k] as number) * (y.data[k % 33] as number)),
    );
    expect(Array.from(got.data)).toEqual(want);
  });
});
