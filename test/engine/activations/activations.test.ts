import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { array, nn, ShapeError } from "../../../engine/index.js";

const value = (f: (x: number[]) => { data: ArrayLike<number> }, x: number) =>
  f([x]).data[0] as number;
const sigma = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.log1p(Math.exp(x));

/** The textbook's formula of each activation. */
const formulas: Readonly<Record<string, (x: number) => number>> = {
  relu: (x) => Math.max(x, 0),
  relu6: (x) => Math.min(Math.max(x, 0), 6),
  leakyRelu: (x) => (x >= 0 ? x : 0.01 * x),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  selu: (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)),
  hardTanh: (x) => Math.min(Math.max(x, -1), 1),
  hardSwish: (x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6,
  tanh: Math.tanh,
  sigmoid: sigma,
  softplus,
  logSigmoid: (x) => -softplus(-x),
  softsign: (x) => x / (1 + Math.abs(x)),
  silu: (x) => x * sigma(x),
  mish: (x) => x * Math.tanh(softplus(x)),
};

describe("activations", () => {
  it.each(Object.entries(formulas))("%s is its formula", (name, formula) => {
    const f = nn[name as "relu"];
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (x) => {
        const want = formula(x);
        // A few roundings of functions that are within two ulps.
        expect(Math.abs(value(f, x) - want)).toBeLessThanOrEqual(
          1e-14 * Math.max(1, Math.abs(want)),
        );
      }),
    );
  });

  it("gelu is xΦ(x): of both signs its sum is x, and the approximation is near", () => {
    for (const x of [0.1, 1, 3]) {
      expect(value(nn.gelu, x) - value(nn.gelu, -x)).toBeCloseTo(x, 14);
      expect(value((v) => nn.gelu(v, { approximate: "tanh" }), x)).toBeCloseTo(
        value(nn.gelu, x),
        3,
      );
    }
  });

  it("limits are limits, not NaN", () => {
    const at = [-Infinity, -1000, 1000];
    expect([...nn.elu(at).data]).toEqual([-1, -1, 1000]);
    expect([...nn.softplus(at).data]).toEqual([0, 0, 1000]);
    expect([...nn.sigmoid(at).data]).toEqual([0, 0, 1]);
    expect([...nn.logSigmoid([-1000, 1000]).data]).toEqual([-1000, -0]);
    expect([...nn.relu([NaN, -Infinity]).data]).toEqual([NaN, 0]);
  });

  it("dtypes are kept, integers become floats", () => {
    const x = array([1, -1], { dtype: "float32" });
    for (const name of Object.keys(formulas)) expect(nn[name as "relu"](x).dtype).toBe("float32");
    expect(nn.silu(array([1], { dtype: "int32" })).dtype).toBe("float64");
    expect(nn.relu(array([1], { dtype: "int32" })).dtype).toBe("int32");
  });

  it("softmax sums to one along its axis whatever is added, and logSoftmax is its logarithm", () => {
    const rows = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(rows, fc.constantFrom(0, 1000, -1000), (row, shift) => {
        const p = nn.softmax([row.map((x) => x + shift)]);
        expect(p.sum().item()).toBeCloseTo(1, 14);
        const logs = nn.logSoftmax([row.map((x) => x + shift)]);
        p.data.forEach((q, k) => {
          expect(Math.exp(logs.data[k] as number)).toBeCloseTo(q, 12);
        });
      }),
    );
    expect(
      nn
        .softmax(
          [
            [0, 5],
            [0, 5],
          ],
          0,
        )
        .toArray(),
    ).toEqual([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    expect(() => nn.softmax([1], 1)).toThrow(ShapeError);
  });

  it("oneHot has a row for each label", () => {
    expect(nn.oneHot([[2], [0]], 3).toArray()).toEqual([[[0, 0, 1]], [[1, 0, 0]]]);
    expect(nn.oneHot(5, 3).toArray()).toEqual([0, 0, 0]);
  });
});
