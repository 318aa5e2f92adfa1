import { describe, expect, it } from "vitest";
import { array, type NDArray } from "../../../engine/array/index.js";
import { DomainError, ShapeError } from "../../../engine/errors.js";
import { key, split, type Key } from "../../../engine/random/key.js";
import { normal } from "../../../engine/random/normal.js";
import { dense, erf, relu, serial, type Layer } from "../../../engine/stax/index.js";
import { rows } from "../kernel/networks.js";

/** Mean and standard error over samples, entry by entry. */
function statistics(samples: readonly NDArray[]): { mean: number; error: number }[] {
  const count = samples.length;
  return Array.from({ length: samples[0]?.size ?? 0 }, (_, i) => {
    const values = samples.map(({ data }) => data[i] as number);
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, error: Math.sqrt(square / (count - 1) / count) };
  });
}

/** f(x) f(x′)ᵀ averaged over the outputs, for one random network. */
function finiteNngp(net: Layer, seed: number, x: NDArray): NDArray {
  const { params } = net.init(key(seed), x.shape);
  const f = net.apply(params, x).toArray() as number[][];
  const dot = (a: number[], b: number[]) =>
    a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
  return array(f.map((a) => f.map((b) => dot(a, b) / a.length)));
}

describe("random finite networks", () => {
  // With one hidden layer E[f fᵀ] is the NNGP at any width: a z-test without bias. Four standard
  // errors on ten entries fail by chance once in 1,600 sets of seeds, and the seeds are fixed.
  it.each([
    ["relu", "ntk", relu],
    ["erf", "ntk", erf],
    ["relu", "standard", relu],
  ] as const)(
    "of one %s layer have the NNGP as mean of f fᵀ (%s)",
    (_, parameterization, activation) => {
      const options = { wStd: 1.5, bStd: 0.4, parameterization };
      const net = serial(dense(32, options), activation(), dense(4, options));
      const x = rows(4, 5);
      const samples = Array.from({ length: 400 }, (_, seed) => finiteNngp(net, seed, x));
      const want = net.kernel(x, null, "nngp");
      statistics(samples).forEach(({ mean, error }, i) => {
        expect(Math.abs(mean - (want.data[i] as number))).toBeLessThan(4 * error);
      });
    },
  );
});

describe("init", () => {
  it("gives shapes and typed parameters layer by layer", () => {
    const net = serial(dense(6, { bStd: 0.1 }), relu(), dense(2));
    const { outputShape, params } = net.init(key(0), [10, 3]);
    expect(outputShape).toEqual([10, 2]);
    const [first, none, last] = params;
    expect([first.w.shape, first.b?.shape, none, last.w.shape, last.b]).toEqual([
      [3, 6],
      [6],
      [],
      [6, 2],
      undefined,
    ]);
  });

  it("splits keys as stax does in JAX, so that a seed gives its numbers", () => {
    const { params } = serial(dense(3), dense(2, { bStd: 1 })).init(key(7), [1, 2]);
    const [rest, first] = split(key(7));
    const [, second] = split(rest);
    expect(params[0].w.toArray()).toEqual(normal(split(first)[0], [2, 3]).toArray());
    expect(params[1].b?.toArray()).toEqual(normal(split(second)[1], [2]).toArray());
  });
});

describe("apply", () => {
  it("of a dense layer is σ_w/√n x W + σ_b b", () => {
    const layer = dense(2, { wStd: 3, bStd: 0.5 });
    const params = {
      w: array([
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ]),
      b: array([10, 20]),
    };
    // √n = 2.
    expect(layer.apply(params, [[1, 1, 0, 1]]).toArray()).toEqual([
      [(3 / 2) * 11 + 5, (3 / 2) * 14 + 10],
    ]);
  });

  it("of a standard dense layer is x W + b", () => {
    const layer = dense(2, { wStd: 3, bStd: 0.5, parameterization: "standard" });
    const params = {
      w: array([
        [1, 2],
        [3, 4],
      ]),
      b: array([10, 20]),
    };
    expect(layer.apply(params, [[1, 1]]).toArray()).toEqual([[14, 26]]);
  });

  it("of relu and erf is elementwise", () => {
    expect(relu().apply([], [-1, 0, 2]).toArray()).toEqual([0, 0, 2]);
    // Abramowitz & Stegun, table 7.1, and the tails.
    const want = [
      0, 0.5204998778130465, -0.8427007929497149, 0.9953222650189527, 0.9999779095030014, 1,
    ];
    const got = erf().apply([], [0, 0.5, -1, 2, 3, 9]).toArray() as number[];
    want.forEach((value, i) => expect(got[i]).toBeCloseTo(value, 15));
  });

  it("keeps float32", () => {
    const net = serial(dense(3), relu(), dense(1));
    const params = [
      { w: rows(2, 3, "float32") },
      [],
      { w: rows(3, 1, "float32") },
    ] as unknown as Parameters<typeof net.apply>[0];
    expect(net.apply(params, rows(4, 2, "float32")).dtype).toBe("float32");
  });

  it("refuses inputs and parameters that do not fit", () => {
    const net = serial(dense(3), relu());
    const { params } = net.init(key(0), [1, 2]);
    expect(() => net.apply(params, [[1, 2, 3]])).toThrow(ShapeError);
    expect(() => net.apply([] as unknown as typeof params, [[1, 2]])).toThrow(DomainError);
  });
});

it("serial refuses a layer that was not called", () => {
  expect(() => serial(dense(3), relu as unknown as Layer)).toThrow(
    new DomainError(
      "stax.serial: argument 2 is no layer; it is a function: call it, as in stax.relu()",
    ),
  );
});

it("init refuses a seed in the place of a key", () => {
  expect(() => dense(3).init(0 as unknown as Key, [1, 2])).toThrow(
    /the key is 0.*random\.key\(0\)/,
  );
});

describe("dense refuses", () => {
  it.each([
    [() => dense(0), /width = 0/],
    [() => dense(1.5), /width = 1.5/],
    [() => dense(2, { wStd: -1 }), /wStd = -1/],
    [() => dense(2, { bStd: NaN }), /bStd = NaN/],
    [() => dense(2, { parameterization: "lecun" as "ntk" }), /parameterization = "lecun"/],
    [() => dense(2, { s: [1, 0] }), /s = \[1,0\]; use a pair/],
    [() => dense(2, { W_std: 1.5 } as object), /no option "W_std"; use wStd/],
  ])("%s", (make, message) => {
    expect(make).toThrow(DomainError);
    expect(make).toThrow(message);
  });
});
