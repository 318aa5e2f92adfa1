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

it("sums of rows begin where the rows do", () => {
  const x = random.normal(random.key(1), [40, 700]);
  expect([...sum(x, 1).data]).toEqual(
    Array.from({ length: 40 }, (_, k) => folds.sum([...x.data], 700 * k, 700 * (k + 1))),
  );
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
