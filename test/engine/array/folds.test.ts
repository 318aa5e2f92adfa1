import fc from "fast-check";
import { expect, it, test } from "vitest";
import { array, argmax, argmin, max, mean, min, random, sum } from "../../../engine/index.js";
import { folds } from "../../../engine/wasm/folds.js";
import { addressOf } from "../../../engine/wasm/recycling.js";

/** Arrays from here on lie in the memory of the compiled code. */
const LARGE = 1 << 14;

test.each(["float64", "float32"] as const)(
  "sums of large arrays of %s are those of the tree, bit by bit",
  (dtype) => {
    for (const more of [0, 1, 63, 64, 65, 511, 513, 4097]) {
      const x = random.normal(random.key(more), [LARGE + more], { dtype });
      expect(addressOf(x.data)).not.toBeNull();
      const wanted = folds.sum([...x.data], 0, x.size);
      expect(sum(x).item()).toBe(dtype === "float32" ? Math.fround(wanted) : wanted);
      expect(mean(x).item()).toBe(
        dtype === "float32" ? Math.fround(wanted / x.size) : wanted / x.size,
      );
    }
  },
);

test.each([8, 10, 63, 64, 65, 130, 700])(
  "folds of rows of %i begin and end where the rows do",
  (count) => {
    for (const dtype of ["float64", "float32"] as const) {
      // Not a multiple of four rows.
      const rows = 2 * Math.ceil(LARGE / count / 2) + 1;
      const values = random.normal(random.key(count), [rows * count], { dtype });
      const x = values
        .at(Int32Array.of(3 * count, 5 * count - 1))
        .set(NaN)
        .reshape([rows, count]);
      expect(addressOf(x.data)).not.toBeNull();
      const plain = [...x.data];
      for (const [kind, reduce] of Object.entries({ sum, max, min })) {
        const fold = folds[kind as keyof typeof folds];
        const wanted = Array.from({ length: rows }, (_, k) =>
          fold(plain, k * count, (k + 1) * count),
        );
        const rounded = dtype === "float32" ? wanted.map(Math.fround) : wanted;
        expect([...reduce(x, 1).data]).toEqual(rounded);
      }
    }
  },
);

it("positions of extrema are counted within rows", () => {
  const rows = random.normal(random.key(2), [30, 700]);
  const wanted = rows.toArray() as number[][];
  expect([...argmax(rows, 1).data]).toEqual(wanted.map((row) => row.indexOf(Math.max(...row))));
  expect([...argmin(rows, 1).data]).toEqual(wanted.map((row) => row.indexOf(Math.min(...row))));
});

it("of zeros the first is the extremum, wherever in its vector it lies", () => {
  for (let p = 0; p < 16; p++) {
    for (let q = p + 1; q < 16; q++) {
      for (const [first, second] of [
        [0, -0],
        [-0, 0],
      ] as const) {
        const values = new Float32Array(LARGE).fill(-1);
        [values[p], values[q]] = [first, second];
        expect(max(array(values)).item()).toBe(first);
        expect(min(array(values.map((value) => (value < 0 ? 1 : value)))).item()).toBe(first);
      }
    }
  }
});

it("extrema of large arrays are the first of the best, whatever is among them", () => {
  const odd = fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1, -1, 1e-45);
  // The last seven fill no vector.
  const place = fc.oneof(fc.nat(LARGE + 6), fc.integer({ min: LARGE, max: LARGE + 6 }));
  const places = fc.array(fc.tuple(place, odd), { maxLength: 6 });
  const grounds = fc.constantFrom(-0.5, 0, -0, 0.5);
  const dtypes = fc.constantFrom("float64", "float32" as const);
  fc.assert(
    fc.property(places, grounds, dtypes, (given, ground, dtype) => {
      const values = new Float64Array(LARGE + 7).fill(ground);
      for (const [at, value] of given) values[at] = value;
      const x = array(values, { dtype });
      const plain = [...x.data];
      expect(max(x).item()).toBe(folds.max(plain, 0, plain.length));
      expect(min(x).item()).toBe(folds.min(plain, 0, plain.length));
      const first = (best: number) =>
        plain.findIndex((value) => Object.is(value, best) || value === best);
      expect(argmax(x).item()).toBe(first(folds.max(plain, 0, plain.length)));
      expect(argmin(x).item()).toBe(first(folds.min(plain, 0, plain.length)));
    }),
  );
});
