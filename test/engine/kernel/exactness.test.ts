import { describe, expect, it } from "vitest";
import { array, exp } from "../../../engine/array/index.js";
import {
  conv,
  dense,
  elementwise,
  erf,
  globalAvgPool,
  hardTanh,
  monomial,
  relu,
  serial,
  type Layer,
} from "../../../engine/stax/index.js";
import { hidden, rows } from "./networks.js";

/** Unit vectors of the plane at these angles, in degrees. */
const directions = (...degrees: number[]) =>
  array(degrees.map((angle) => [cosine(angle), Math.sin((angle * Math.PI) / 180)]));
const cosine = (degrees: number) => Math.sin(((90 - degrees) * Math.PI) / 180);

const oneRelu = serial(dense(8, { wStd: 2 }), relu());

describe("closed forms", () => {
  // Arc-cosine kernels (Cho & Saul 2009), to ten digits.
  it.each([
    [30, 0.8808427796],
    [60, 0.608997781],
    [90, 0.3183098862],
    [120, 0.108997781],
  ])("the ReLU NNGP at %i° is the arc-cosine kernel of degree 1", (angle, kappa) => {
    // σ_w² = 4 makes up for the mean over two features and the ½ of the rectifier.
    expect(oneRelu.kernel(directions(0, angle), null, "nngp").get(0, 1)).toBeCloseTo(kappa, 10);
  });

  it.each([
    [0, 2],
    [30, 1.60253061606596],
    [60, 0.942331114377563],
    [90, 1 / Math.PI],
    [120, -0.0576688856],
  ])("the two-layer ReLU NTK at %i° is κ₁ + cos θ·κ₀", (angle, value) => {
    const net = serial(dense(8, { wStd: Math.SQRT2 }), relu(), dense(1, { wStd: Math.SQRT2 }));
    expect(net.kernel(directions(0, angle), null, "ntk").get(0, 1)).toBeCloseTo(value, 10);
  });

  it("one erf layer follows Williams 1997", () => {
    const net = serial(dense(8, { wStd: Math.SQRT2 }), erf());
    // Variances 1, covariance ½.
    const { nngp, ntk } = net.kernel(directions(0, 60), null, ["nngp", "ntk"]);
    expect(nngp.get(0, 1)).toBeCloseTo(0.2163468959387855, 14);
    expect(ntk.get(0, 1)).toBeCloseTo(0.450158158078553 / 2, 14);
  });
});

describe("the diagonal", () => {
  it("of the NTK of three ReLU layers is four times the NNGP, to rounding", () => {
    const { nngp, ntk } = hidden(3, relu).kernel(rows(50, 7), null, ["nngp", "ntk"]);
    for (let i = 0; i < 50; i++) {
      expect(Math.abs(ntk.get(i, i) / nngp.get(i, i) / 4 - 1)).toBeLessThan(1e-14);
    }
  });

  it.each([relu, erf])("equals the entries of a duplicated row exactly: %o", (activation) => {
    const x = rows(5, 9).toArray() as number[][];
    const doubled = array([...x, ...x]);
    const net = hidden(3, activation, { wStd: 1.3, bStd: 0.2 });
    const { nngp, ntk } = net.kernel(doubled, null, ["nngp", "ntk"]);
    for (let i = 0; i < 5; i++) {
      expect(nngp.get(i, i + 5)).toBe(nngp.get(i, i));
      expect(ntk.get(i, i + 5)).toBe(ntk.get(i, i));
    }
  });
});

describe("degenerate pairs", () => {
  it("antiparallel rows have exactly no ReLU kernel", () => {
    const x = [
      [0.3, -1.7, 2.2],
      [-0.3, 1.7, -2.2],
    ];
    const { nngp, ntk } = hidden(1, relu).kernel(x, null, ["nngp", "ntk"]);
    expect(nngp.get(0, 1)).toBe(0);
    expect(ntk.get(0, 1)).toBe(0);
  });

  it("erf is odd: antiparallel rows have the negative of the diagonal", () => {
    const x = [
      [0.3, -1.7, 2.2],
      [-0.3, 1.7, -2.2],
    ];
    const { nngp, ntk } = hidden(2, erf).kernel(x, null, ["nngp", "ntk"]);
    expect(nngp.get(0, 1)).toBe(-nngp.get(0, 0));
    expect(ntk.get(0, 1)).toBe(-nngp.get(0, 0) * (ntk.get(0, 0) / nngp.get(0, 0)));
  });

  it("a row of zeros gives limits, not NaN", () => {
    const x = [
      [0, 0],
      [1, 2],
    ];
    const { nngp, ntk } = hidden(3, relu).kernel(x, null, ["nngp", "ntk"]);
    expect([nngp.get(0, 0), nngp.get(0, 1), ntk.get(0, 0), ntk.get(1, 0)]).toEqual([0, 0, 0, 0]);
    const biased = hidden(3, erf, { wStd: 1.5, bStd: 0.3 }).kernel(x, null, "ntk");
    expect(biased.data.every(Number.isFinite)).toBe(true);
  });

  it("at zero variance the slope of a rectifier counts as ½", () => {
    // Standard biases of deviation 0 add 1 to the NTK, which then passes φ̇(0)² = ¼.
    const standard = { bStd: 0, parameterization: "standard" } as const;
    const net = serial(dense(8, standard), relu());
    const ntk = net.kernel(
      [
        [0, 0],
        [1, 2],
      ],
      null,
      "ntk",
    );
    expect(ntk.get(0, 0)).toBeCloseTo(0.25, 15);
    expect(ntk.get(0, 1)).toBeCloseTo(0.25, 15);
  });

  it("erf takes rows up to the largest that have a variance", () => {
    const { kernel } = hidden(2, erf, { wStd: 1.1 });
    const { nngp, ntk } = kernel([[1e154], [-1e154]], null, ["nngp", "ntk"]);
    expect(nngp.get(0, 1)).toBe(-nngp.get(0, 0));
    // erf is a sign here: E[φ²] = 1, the next layer's variance is 1.21, and so on.
    expect(nngp.get(0, 0)).toBeCloseTo(1.21 * (2 / Math.PI) * Math.asin(2.42 / 3.42), 14);
    // The slope at the origin grows with the rows' size alone.
    expect(ntk.get(0, 0) / kernel([[1e150]], null, "ntk").get(0, 0) / 1e4).toBeCloseTo(1, 13);
  });

  it.each<readonly [string, Layer, number, "float64" | "float32"]>([
    ["a kink", serial(dense(1), hardTanh(), dense(1)), 1e-160, "float64"],
    ["a power", hidden(2, () => monomial(2)), 1e-12, "float32"],
  ])("squares that underflow are those of zeros, before %s", (_, { kernel }, size, dtype) => {
    const x = array([[size], [-size], [1]], { dtype });
    const { nngp, ntk } = kernel(x, null, ["nngp", "ntk"]);
    expect([...nngp.data, ...ntk.data].every(Number.isFinite)).toBe(true);
    expect(nngp.get(0, 1)).toBeCloseTo(0, 14);
  });

  it("so are those of pixels, whatever is pooled", () => {
    const net = serial(conv(1, [2], { padding: "SAME" }), relu(), globalAvgPool(), dense(1));
    const { nngp, ntk } = net.kernel(
      [
        [[1e-160], [0]],
        [[1], [2]],
      ],
      null,
      ["nngp", "ntk"],
    );
    expect([nngp.get(0, 0), nngp.get(0, 1), ntk.get(0, 0)]).toEqual([0, 0, 0]);
  });

  it("variances that overflow in a kernel of one's own are told by their layer", () => {
    const growing = elementwise(exp, (k, q, q2) => exp(k.add(q.add(q2).mul(0.5))));
    const attempt = () => serial(dense(1), growing, dense(1)).kernel([[30], [1]], null, "nngp");
    expect(attempt).toThrow(/variances after elementwise are beyond float64/);
  });

  it("rows of any finite size keep their angles", () => {
    const x = [
      [3, 4],
      [4, 3],
    ];
    const scale = 2 ** 400;
    const ordinary = hidden(2, relu).kernel(x, null, "ntk");
    const huge = hidden(2, relu).kernel(array(x).mul(scale), null, "ntk");
    const tiny = hidden(2, relu).kernel(array(x).mul(1 / scale), null, "ntk");
    expect(huge.get(0, 1)).toBe(ordinary.get(0, 1) * scale * scale);
    expect(tiny.get(0, 1)).toBe(ordinary.get(0, 1) / scale / scale);
  });
});
