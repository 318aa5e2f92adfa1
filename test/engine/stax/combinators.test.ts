import { describe, expect, it } from "vitest";
import { array } from "../../../engine/array/index.js";
import { key } from "../../../engine/random/key.js";
import {
  dense,
  dropout,
  erf,
  fanInConcat,
  fanInProd,
  fanInSum,
  fanOut,
  identity,
  layerNorm,
  parallel,
  relu,
  repeat,
  serial,
} from "../../../engine/stax/index.js";
import { relativeError, rows } from "../kernel/networks.js";

const options = { wStd: 1.3, bStd: 0.2 };
const residual = () =>
  serial(fanOut(2), parallel(serial(relu(), dense(32, options)), identity()), fanInSum());

describe("kernels of compositions", () => {
  it("do not depend on how serial is nested, bit by bit", () => {
    const layers = [dense(8, options), relu(), dense(8, options), erf(), dense(1)] as const;
    const [a, b, c, d, e] = layers;
    const x = rows(6, 3);
    const flat = serial(...layers).kernel(x, null, "ntk");
    const nested = serial(serial(a, b), serial(c, serial(d, e))).kernel(x, null, "ntk");
    expect(nested.data).toEqual(flat.data);
  });

  it("repeat is the layer so many times", () => {
    const x = rows(6, 3);
    const net = serial(dense(32, options), repeat(residual(), 3), relu());
    const long = serial(dense(32, options), residual(), residual(), residual(), relu());
    expect(net.kernel(x, null, "ntk").data).toEqual(long.kernel(x, null, "ntk").data);
  });

  it("the sum of two independent branches is the sum of their kernels", () => {
    const x = rows(5, 4);
    const [a, b] = [dense(8, { wStd: 0.7, bStd: 0.1 }), dense(8, { wStd: 1.1 })];
    const sum = serial(fanOut(2), parallel(a, b), fanInSum()).kernel(x, null, ["nngp", "ntk"]);
    const parts = [a, b].map((layer) => layer.kernel(x, null, ["nngp", "ntk"]));
    for (const name of ["nngp", "ntk"] as const) {
      const [first, second] = parts.map((part) => part[name]);
      const want = first?.add(second ?? 0).data ?? [];
      expect(relativeError(sum[name], want)).toBeLessThan(4e-16);
    }
  });

  it("a product of branches follows K₁K₂ and Θ₁K₂ + K₁Θ₂", () => {
    const x = rows(5, 4);
    const [a, b] = [dense(8, { wStd: 0.7, bStd: 0.1 }), serial(dense(8), erf())];
    const got = serial(fanOut(2), parallel(a, b), fanInProd()).kernel(x, null, ["nngp", "ntk"]);
    const one = a.kernel(x, null, ["nngp", "ntk"]);
    const two = b.kernel(x, null, ["nngp", "ntk"]);
    expect(relativeError(got.nngp, one.nngp.mul(two.nngp).data)).toBeLessThan(4e-16);
    const ntk = one.ntk.mul(two.nngp).add(one.nngp.mul(two.ntk));
    expect(relativeError(got.ntk, ntk.data)).toBeLessThan(1e-15);
  });

  it("angles of nearly parallel rows survive a sum of branches", () => {
    // Two rows 2⁻³⁰ apart: in float64 their Gram matrix knows nothing of the angle that the rectifier
    // feels. K₁ and K₂ are proportional here, so that the sum is one dense layer of weights √(0.49 + 1.21).
    const x = [
      [1, 0],
      [1, 2 ** -30],
    ];
    const branches = parallel(dense(8, { wStd: 0.7 }), dense(8, { wStd: 1.1 }));
    const net = serial(fanOut(2), branches, fanInSum(), relu());
    const plain = serial(dense(8, { wStd: Math.sqrt(0.49 + 1.21) }), relu());
    const got = net.kernel(x, null, "ntk");
    const want = plain.kernel(x, null, "ntk");
    // Θ/K differs by its part at the angle, 3e-10: sixteen digits of Θ leave six of it.
    const angle = (k: typeof got) => 1 - k.get(0, 1) / k.get(0, 0);
    expect(angle(got) / angle(want)).toBeCloseTo(1, 5);
    expect(relativeError(got, want.data)).toBeLessThan(1e-15);
  });

  it("concatenated branches weigh with their widths", () => {
    const x = rows(4, 3);
    const branches = parallel(dense(64, { wStd: 2 }), dense(192, { wStd: 1 }));
    const nngp = serial(fanOut(2), branches, fanInConcat()).kernel(x, null, "nngp");
    const want = dense(1, { wStd: Math.sqrt((64 * 4 + 192) / 256) }).kernel(x, null, "nngp");
    expect(relativeError(nngp, want.data)).toBeLessThan(1e-15);
  });

  it("activations of concatenated branches are those of each branch", () => {
    const x = rows(4, 3);
    const [narrow, wide] = [dense(64, { wStd: 2, bStd: 0.3 }), dense(192, { wStd: 1 })];
    const dense1 = dense(1, { wStd: 1.5 });
    const concatenated = serial(fanOut(2), parallel(narrow, wide), fanInConcat());
    const whole = serial(concatenated, relu(), dense1).kernel(x, null, ["nngp", "ntk"]);
    const groups = [narrow, wide].map((one) =>
      serial(one, relu(), dense1).kernel(x, null, ["nngp", "ntk"]),
    ) as [typeof whole, typeof whole];
    for (const name of ["nngp", "ntk"] as const) {
      const want = groups[0][name].mul(64 / 256).add(groups[1][name].mul(192 / 256));
      expect(relativeError(whole[name], want.data)).toBeLessThan(1e-15 * 4);
    }
    // Once more beside a third one, as dense blocks are.
    const three = serial(fanOut(2), parallel(concatenated, narrow), fanInConcat(), relu(), dense1);
    const mean = groups[0].ntk.mul(128 / 320).add(groups[1].ntk.mul(192 / 320));
    expect(relativeError(three.kernel(x, null, "ntk"), mean.data)).toBeLessThan(1e-15 * 4);
  });

  it("dropout changes an example's own variance alone, not that of its copy", () => {
    const net = serial(dense(8), relu(), dropout(0.5));
    const x = array([
      [1, 2],
      [1, 2],
    ]);
    const plain = serial(dense(8), relu()).kernel(x, null, "nngp");
    const nngp = net.kernel(x, null, "nngp");
    expect(nngp.get(0, 0)).toBeCloseTo(2 * plain.get(0, 0), 14);
    expect(nngp.get(0, 1)).toBeCloseTo(plain.get(0, 1), 14);
    expect(net.kernel(x, array(x), "nngp").get(0, 0)).toBeCloseTo(plain.get(0, 0), 14);
  });

  it("after layerNorm every variance is 1", () => {
    const { nngp, cov1 } = serial(dense(8, options), layerNorm()).kernel(rows(5, 4), null, [
      "nngp",
      "cov1",
    ]);
    for (let i = 0; i < 5; i++) expect(nngp.get(i, i)).toBeCloseTo(1, 11);
    expect(relativeError(cov1, nngp.diagonal().data)).toBeLessThan(1e-15);
  });

  it("cov1 and cov2 are the variances of x1's and of x2's outputs", () => {
    const net = serial(dense(32, options), residual(), relu());
    const [x1, x2] = [rows(5, 3), rows(7, 3).rows(2)];
    const { cov1, cov2 } = net.kernel(x1, x2, ["cov1", "cov2"]);
    const diagonals = [x1, x2].map((x) => net.kernel(x, null, "nngp").diagonal());
    expect(relativeError(cov1, diagonals[0]?.data ?? [])).toBeLessThan(1e-15);
    expect(relativeError(cov2, diagonals[1]?.data ?? [])).toBeLessThan(1e-15);
  });
});

describe("maximal update", () => {
  it("gives tangent kernels that do not grow with the width", () => {
    const net = (width: number) => {
      const mup = { parameterization: "mup", wStd: Math.SQRT2, bStd: 0.1 } as const;
      return serial(dense(width, mup), relu(), dense(width, mup), relu(), dense(1, mup));
    };
    const x = rows(3, 4);
    const [narrow, wide] = [net(1e3), net(1e6)].map(({ kernel }) => kernel(x, null, "ntk"));
    const standard = serial(
      dense(1000, { parameterization: "standard" }),
      relu(),
      dense(1, { parameterization: "standard" }),
    );
    expect(relativeError(narrow ?? wide ?? x, wide?.data ?? [])).toBeLessThan(0.01);
    expect(standard.kernel(x, null, "ntk").get(0, 0)).toBeGreaterThan(100);
  });

  it("makes the outputs vanish at initialisation as 1/width", () => {
    const net = (width: number) =>
      serial(dense(width), relu(), dense(1, { parameterization: "mup" }));
    const [narrow, wide] = [net(100), net(10000)].map(({ kernel }) =>
      kernel([[1, 2]], null, "nngp").item(),
    );
    expect((narrow ?? 0) / (wide ?? 1)).toBeCloseTo(100, 10);
  });
});

describe("compositions that have no kernel are refused", () => {
  const x = [[1, 2]];
  it("a sum of branches of which one is not Gaussian, naming the layers", () => {
    const net = serial(dense(8), fanOut(2), parallel(relu(), dense(8)), fanInSum());
    expect(() => net.kernel(x, null, "ntk")).toThrow(
      /fanInSum \(layer 4 of 4\) follows relu's output, which is not Gaussian/,
    );
  });

  it("layerNorm of what has a mean, and activations of channels that are not Gaussian", () => {
    const { kernel } = serial(dense(8), relu(), layerNorm(), dense(1));
    expect(() => kernel(x, null, "ntk")).toThrow(
      /layerNorm \(layer 3 of 4\) follows relu's output, which is not Gaussian/,
    );
    expect(() => layerNorm().kernel(x, null, "nngp")).toThrow(/follows the network's input/);
    const mixed = serial(fanOut(2), parallel(dense(8), relu()), fanInConcat());
    expect(() => serial(dense(8), mixed, relu()).kernel(x, null, "nngp")).toThrow(
      /relu \(.*\) follows relu's output, which is not Gaussian/,
    );
  });

  it("a sum of a signal with itself", () => {
    const net = serial(dense(8), fanOut(2), parallel(identity(), identity()), fanInSum());
    expect(() => net.kernel(x, null, "ntk")).toThrow(
      /branch 2 depends on another branch.*dense\(8\)/,
    );
  });

  it("branches of different widths", () => {
    const net = serial(fanOut(2), parallel(dense(8), dense(9)), fanInSum());
    expect(() => net.kernel(x, null, "ntk")).toThrow(
      /branches of different shape and width: \[8\], \[9\]/,
    );
  });

  it("branches that are not joined, or never were", () => {
    expect(() => serial(dense(8), fanOut(2)).kernel(x, null, "ntk")).toThrow(/ends in 2 branches/);
    expect(() => fanInSum().kernel(x, null, "ntk")).toThrow(
      /fanInSum \(layer 1 of 1\) joins branches/,
    );
    const twice = serial(fanOut(3), parallel(dense(8), dense(8)), fanInSum());
    expect(() => twice.kernel(x, null, "ntk")).toThrow(/parallel .* has 2 branches and gets 3/);
  });

  it("dropout of the inputs", () => {
    expect(() => serial(dropout(0.5), dense(1)).kernel(x, null, "ntk")).toThrow(
      /dropout\(0.5\) \(layer 1 of 2\) acts on the network's input/,
    );
  });
});

describe("finite compositions", () => {
  it("have shapes and parameters branch by branch", () => {
    const net = serial(dense(32), residual(), fanOut(2), parallel(relu(), dense(3)), fanInConcat());
    const { outputShape, params } = net.init(key(1), [10, 2]);
    expect(outputShape).toEqual([10, 35]);
    expect(params[1][1][0][1].w.shape).toEqual([32, 32]);
    const wide = serial(dense(32), residual());
    const { params: own } = wide.init(key(1), [10, 2]);
    const x = rows(4, 2);
    const hidden = wide.maps.length > 0 ? dense(32).apply(own[0], x) : x;
    const branch = dense(32, options).apply(own[1][1][0][1], relu().apply([], hidden));
    expect(relativeError(wide.apply(own, x), hidden.add(branch).data)).toBeLessThan(1e-15);
  });

  it("dropout keeps the mean, and needs a key", () => {
    const layer = serial(dropout(0.8));
    const x = rows(200, 50);
    const dropped = layer.apply([[]], x, { rng: key(3) });
    const zeros = dropped.data.filter((value) => value === 0).length;
    // 2000 ± 40 of 10,000: five standard deviations.
    expect(Math.abs(zeros - 2000)).toBeLessThan(200);
    expect(dropped.data.find((value) => value !== 0)).toBeCloseTo((x.data[0] as number) / 0.8, 12);
    expect(() => layer.apply([[]], x)).toThrow(/give a key/);
    expect(dropout(0.8, { mode: "test" }).apply([], x).data).toEqual(x.data);
  });

  it("layerNorm gives rows of mean 0 and variance 1", () => {
    const { data } = layerNorm().apply([], [[1, 2, 3, 6]]);
    const mean = [...data].reduce((sum, value) => sum + value) / 4;
    const square = [...data].reduce((sum, value) => sum + value * value, 0) / 4;
    expect(mean).toBeCloseTo(0, 14);
    expect(square).toBeCloseTo(1, 11);
  });
});
