import { afterEach, describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { array, type NDArray } from "../../../engine/array/index.js";
import { erf, relu } from "../../../engine/stax/index.js";
import { setThreads, threads } from "../../../engine/wasm/pool.js";
import { hidden, rows } from "./networks.js";

const bits = ({ data }: NDArray) => Array.from(data);
const options = { wStd: 1.4, bStd: 0.3 };
/** Some rows of a matrix, in the given order. */
const pick = (x: NDArray, order: readonly number[]) => {
  const list = x.toArray() as number[][];
  return array(
    order.map((row) => list[row] ?? []),
    { dtype: x.dtype },
  );
};

const available = threads();
afterEach(() => setThreads(available));

describe.each(["float64", "float32"] as const)("tiles in %s", (dtype) => {
  // 250 rows are three tiles a side, the last one ragged.
  const x = rows(250, 17, dtype);

  it.each([relu, erf])("give the same bits with any number of threads: %o", (activation) => {
    const { kernel } = hidden(3, activation, options);
    setThreads(1);
    const alone = kernel(x, null, ["nngp", "ntk"]);
    setThreads(3);
    const together = kernel(x, null, ["nngp", "ntk"]);
    expect(bits(together.nngp)).toEqual(bits(alone.nngp));
    expect(bits(together.ntk)).toEqual(bits(alone.ntk));
  });

  it("give the same bits with any number of threads when the result is small, in memory of its own", () => {
    const { kernel } = hidden(1, relu, options);
    const few = x.slice([0, 3]);
    setThreads(1);
    const alone = kernel(few, x, ["nngp", "ntk"]);
    setThreads(3);
    for (let k = 0; k < 20; k++) {
      const together = kernel(few, x, ["nngp", "ntk"]);
      expect(bits(together.nngp)).toEqual(bits(alone.nngp));
      expect(bits(together.ntk)).toEqual(bits(alone.ntk));
    }
  });

  it.each([relu, erf])(
    "give the same bits for x2 = null and for x2 = a copy of x1: %o",
    (activation) => {
      const { kernel } = hidden(2, activation, options);
      const copy = array(x, { dtype });
      expect(bits(kernel(x, copy, "ntk"))).toEqual(bits(kernel(x, null, "ntk")));
      expect(bits(kernel(x, x, "nngp"))).toEqual(bits(kernel(x, null, "nngp")));
    },
  );

  it.each([241, 243, 247])("mirror what vectors leave over: %i rows", (n) => {
    const { kernel } = hidden(1, relu, options);
    const odd = rows(n, 5, dtype);
    expect(bits(kernel(odd, array(odd, { dtype }), "ntk"))).toEqual(bits(kernel(odd, null, "ntk")));
  });

  it("give a symmetric matrix", () => {
    const ntk = hidden(2, erf, options).kernel(x, null, "ntk");
    expect(bits(ntk.transpose())).toEqual(bits(ntk));
  });

  it("give the same bits alone, in a list, and in any batch of rows", () => {
    const { kernel } = hidden(2, relu, options);
    const whole = kernel(x, null, ["ntk", "nngp"]);
    expect(bits(kernel(x, null, "ntk"))).toEqual(bits(whole.ntk));
    expect(bits(kernel(x, null, "nngp"))).toEqual(bits(whole.nngp));
    fc.assert(
      fc.property(fc.array(fc.nat(249), { minLength: 1, maxLength: 9 }), (order) => {
        const part = kernel(pick(x, order), null, "ntk");
        order.forEach((i, r) => {
          order.forEach((j, c) => {
            expect(part.get(r, c)).toBe(whole.ntk.get(i, j));
          });
        });
      }),
      { numRuns: 25 },
    );
  });
});
