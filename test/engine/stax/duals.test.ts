import { describe, expect, it } from "vitest";
import { array, exp, maximum, sin, type NDArray } from "../../../engine/array/index.js";
import { key } from "../../../engine/random/key.js";
import { normal } from "../../../engine/random/normal.js";
import { DomainError } from "../../../engine/errors.js";
import * as stax from "../../../engine/stax/index.js";
import { relativeError, rows } from "../kernel/networks.js";
import { activations } from "./activations.js";

const kernelOnly = { expNormalized: stax.expNormalized } as const;
const names = Object.keys(activations);
const make = (name: string) => (activations[name] as () => stax.Layer<stax.NoParams>)();

/** E[φφ′] and E[φ̇φ̇′] at covariances [q11, q12, q22]: the tangent kernel before φ is 1. */
function duals(layer: stax.AnyLayer, [q11, q12, q22]: readonly [number, number, number]) {
  const along = q12 / Math.sqrt(q11);
  const across = Math.sqrt(q22 - along * along);
  const unit = { bStd: 0, parameterization: "standard", s: [1e300, 1] } as const;
  const x = [
    [Math.sqrt(2 * q11), 0],
    [Math.SQRT2 * along, Math.SQRT2 * across],
  ];
  return stax.serial(stax.dense(1, unit), layer as stax.Layer).kernel(x, null, ["nngp", "ntk"]);
}

// By two-dimensional Gauss-Legendre quadrature on panels that end at kinks; to about 1e-14.
const quadrature: readonly [string, [number, number, number], number, number][] = [
  ["selu", [1, 0.5, 1], 0.49056912832547517, 0.9944590690514361],
  ["selu", [0.8, -0.3, 1.7], -0.2794769637869418, 0.9246340618267271],
  ["selu", [1.3, 1.1, 1.2], 1.0406350086337557, 0.9882529475127951],
  ["selu", [0.1, 0.05, 3], 0.04297293313674906, 1.0397490530240021],
  ["selu", [4, -3.5, 6], -2.0171405552020243, 0.5776694240485929],
  ["selu", [2, 2.4, 3], 1.9760446253368986, 0.8949733851161176],
  ["mish", [1, 0.5, 1], 0.235212562573301, 0.3927079848286761],
  ["mish", [0.8, -0.3, 1.7], -0.015557592190324659, 0.2741221947333728],
  ["mish", [1.3, 1.1, 1.2], 0.5035266483900648, 0.461756367413877],
  ["mish", [0.1, 0.05, 3], 0.03269502147461044, 0.3256308555197886],
  ["mish", [4, -3.5, 6], -0.1699616983550539, 0.1314452146996997],
  ["mish", [2, 2.4, 3], 1.144477241610561, 0.4981225297942494],
  // By the trapezoidal rule, with two spacings that agree: series too long for tiles, and too long at all.
  ["tanh", [9, 7, 14], 0.39474646962813015, 0.06497954870906332],
  ["tanh", [30, -20, 45], -0.35732125993175834, 0.020014263295199983],
  ["tanh", [400, 300, 500], 0.46705362695682273, 0.0019130555401253742],
  ["mish", [9, 7, 14], 3.728506529381395, 0.38085960098137367],
  ["mish", [30, -20, 45], 1.401314855756592, 0.15575688448630304],
  ["mish", [400, 300, 500], 162.64815419560176, 0.36780779180926737],
  ["hardTanh", [1, 0.5, 1], 0.2381691658007711, 0.4979717778392079],
  ["hardTanh", [0.8, -0.3, 1.7], -0.12376845012423811, 0.41750170131270986],
  ["hardTanh", [1.3, 1.1, 1.2], 0.4756217334991305, 0.5244847400891608],
  ["hardTanh", [0.1, 0.05, 3], 0.02178116468221729, 0.43564142260484917],
  ["hardTanh", [4, -3.5, 6], -0.46475333130107305, 0.1625397868905768],
  ["hardTanh", [2, 2.4, 3], 0.6482852902442203, 0.4158356227043108],
  // By adaptive quadrature with 25 digits: thresholds far out, far in, and equal variances.
  ["hardTanh", [0.02, 0.015, 0.03], 0.0149999998835164848, 0.999999992234493035],
  ["hardTanh", [9, 8.1, 9], 0.668078221520738593, 0.136319164638286696],
  ["hardTanh", [1, 0.01, 1], 0.00466068846074562003, 0.466076653031041051],
  ["hardTanh", [1, -0.125, 1], -0.0583345936335728534, 0.467904199313017844],
  ["hardTanh", [4, 1, 4], 0.147954137762429927, 0.150664448738113907],
  ["hardTanh", [90, 88, 92], 0.827563183252349472, 0.0260386426638223833],
  ["hardTanh", [400, 300, 500], 0.467684169355434593, 0.00191686665829581299],
  ["hardTanh", [1e4, -3e3, 2e4], -0.136077925646482502, 4.60629842058024302e-5],
];

describe("kernels without reference file", () => {
  it.each(quadrature)(
    "%s at covariances %j agree with quadrature",
    (name, covariances, d, slope) => {
      const layer = name === "selu" ? stax.selu() : make(name);
      const { nngp, ntk } = duals(layer, covariances);
      expect(Math.abs(nngp.get(0, 1) - d)).toBeLessThan(2e-13 * Math.max(1, Math.abs(d)));
      expect(Math.abs(ntk.get(0, 1) - slope)).toBeLessThan(2e-13);
    },
  );
});

describe("Monte Carlo", () => {
  // Means over 200,000 independent pairs of pre-activations; four standard errors on three entries
  // are passed by chance once in 5,000 seeds, and the seed is fixed.
  const count = 200_000;
  const covariances = [0.9, 0.4, 0.6] as const;
  const samples = normal(key(3), [2, count]).data;

  function estimate(layer: stax.Layer<stax.NoParams>): { mean: number; error: number }[] {
    const [q11, q12, q22] = covariances;
    const along = q12 / Math.sqrt(q11);
    const across = Math.sqrt(q22 - along * along);
    const draw = (f: (k: number) => number) => Float64Array.from({ length: count }, (_, k) => f(k));
    const z = (side: number, k: number) => samples[side * count + k] as number;
    const u = layer.apply([], array(draw((k) => Math.sqrt(q11) * z(0, k)))).data;
    const v = layer.apply([], array(draw((k) => along * z(0, k) + across * z(1, k)))).data;
    return [
      [u, u],
      [u, v],
      [v, v],
    ].map(([a, b]) => {
      const products = draw((k) => (a?.[k] as number) * (b?.[k] as number));
      const mean = products.reduce((sum, x) => sum + x, 0) / count;
      const square = products.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count;
      return { mean, error: Math.sqrt(square / count) };
    });
  }

  it.each(names)("of %s agrees with its NNGP within four standard errors", (name) => {
    const { nngp } = duals(make(name), covariances);
    const want = [nngp.get(0, 0), nngp.get(0, 1), nngp.get(1, 1)] as number[];
    estimate(make(name)).forEach(({ mean, error }, k) => {
      expect(Math.abs(mean - (want[k] as number))).toBeLessThanOrEqual(4 * error + 1e-12);
    });
  });
});

it("smooth kernels at moderate variances of many sizes are a matter of seconds", () => {
  const net = stax.serial(stax.dense(1, { wStd: 1.5 }), stax.tanh(), stax.dense(1));
  const start = performance.now();
  net.kernel(normal(key(0), [300, 6]), null, "ntk");
  // A third of a second on an idle machine; by quadrature at every angle it were twenty.
  expect(performance.now() - start).toBeLessThan(5000);
});

describe("limits", () => {
  const x = [
    [0, 0, 0],
    [0.3, -1.7, 0.4],
    [0.3, -1.7, 0.4],
    [-0.3, 1.7, -0.4],
    [0.6, -3.4, 0.8],
    [0.3, -1.7, 0.4000000001],
    [1e-9, 0, 0],
  ];
  const all = [...names, ...Object.keys(kernelOnly)];

  it.each(all)(
    "%s: zero, equal, parallel and antiparallel rows give numbers, equal rows equal ones",
    (name) => {
      const layer = name in activations ? make(name) : stax.expNormalized();
      const net = stax.serial(
        stax.dense(1),
        layer,
        stax.dense(1, { bStd: 0.1 }),
        layer,
        stax.dense(1),
      );
      const { nngp, ntk } = net.kernel(x, null, ["nngp", "ntk"]);
      expect([...nngp.data, ...ntk.data].every(Number.isFinite)).toBe(true);
      expect(nngp.get(1, 2)).toBe(nngp.get(1, 1));
      expect(ntk.get(1, 2)).toBe(ntk.get(1, 1));
    },
  );

  it.each(["tanh", "erf", "gelu", "silu", "elu", "softplus", "sin"])(
    "%s keeps pairs apart that differ by 1e-9 of an angle, as a rectifier behind it shows",
    (name) => {
      // κ₀ = 1 − θ/π: with θ ∝ the distance d of the rows, (Θ(x, x) − Θ(x, x′))/d has a limit.
      const at = (distance: number) => {
        const layers = [stax.dense(1), make(name), stax.dense(1), stax.sign(), stax.dense(1)];
        const pair = array([
          [1, 0.5],
          [1 - 0.5 * distance, 0.5 + distance],
        ]);
        const nngp = stax.serial(...layers).kernel(pair, null, "nngp");
        return (nngp.get(0, 0) - nngp.get(0, 1)) / distance;
      };
      expect(at(1e-6) / at(1e-4) - 1).toBeLessThan(1e-3);
    },
  );
});

describe("float32", () => {
  it.each(names.filter((name) => name !== "exp"))("%s keeps 2e-6", (name) => {
    const net = stax.serial(stax.dense(1), make(name), stax.dense(1, { bStd: 0.1 }));
    const double = net.kernel(rows(12, 5), null, ["nngp", "ntk"]);
    const single = net.kernel(rows(12, 5, "float32"), null, ["nngp", "ntk"]);
    expect(relativeError(single.nngp, double.nngp.data as Float64Array)).toBeLessThan(2e-6);
    expect(relativeError(single.ntk, double.ntk.data as Float64Array)).toBeLessThan(2e-6);
  });
});

describe("one map in several ways", () => {
  const x = rows(6, 4);
  const kernels = (layer: stax.Layer<stax.NoParams>) =>
    stax
      .serial(stax.dense(1, { bStd: 0.1 }), layer, stax.dense(1))
      .kernel(x, null, ["nngp", "ntk"]);
  const expectClose = (
    a: stax.Layer<stax.NoParams>,
    b: stax.Layer<stax.NoParams>,
    tolerance: number,
  ) => {
    const [got, want] = [kernels(a), kernels(b)];
    expect(relativeError(got.nngp, want.nngp.data as Float64Array)).toBeLessThan(tolerance);
    expect(relativeError(got.ntk, want.ntk.data as Float64Array)).toBeLessThan(tolerance);
  };

  it("abRelu(0, 1) is relu, abRelu(a, a) is a times the identity, and abRelu(−1, 1) is abs", () => {
    expectClose(stax.abRelu(0, 1), stax.relu(), 1e-14);
    expectClose(stax.abRelu(0.7, 0.7), stax.polynomial([0, 0.7]), 1e-14);
    expectClose(stax.abRelu(-1, 1), stax.abs(), 1e-15);
  });

  it("rectifiedMonomial(1) is relu, monomial(2) is a polynomial, hermite(2) another", () => {
    expectClose(stax.rectifiedMonomial(1), stax.relu(), 1e-14);
    expectClose(stax.monomial(2), stax.polynomial([0, 0, 1]), 1e-15);
    expectClose(stax.hermite(2), stax.polynomial([-Math.SQRT1_2, 0, Math.SQRT1_2]), 1e-14);
  });

  it("cos is sin a quarter turn on, rbf a sine, tanh(x) = 2 sigmoid(2x) − 1 at a quarter of the variance", () => {
    expectClose(stax.cos(), stax.sin({ c: Math.PI / 2 }), 1e-14);
    expectClose(stax.rbf(0.5), stax.sin({ a: Math.SQRT2, c: Math.PI / 4 }), 1e-14);
  });

  it("the slopes of softplus are the logistic function", () => {
    const unit = { bStd: 0, parameterization: "standard", s: [1e300, 1] } as const;
    const net = (layer: stax.Layer<stax.NoParams>) => stax.serial(stax.dense(1, unit), layer);
    const slopes = net(stax.softplus()).kernel(x, null, "ntk");
    const values = net(stax.sigmoid()).kernel(x, null, "nngp");
    expect(relativeError(slopes, values.data as Float64Array)).toBeLessThan(1e-13);
  });

  it("kernels of one's own are the built-in ones, with and without the slopes' map", () => {
    const dual = (k: NDArray, q: NDArray, q2: NDArray) => exp(k.add(q.add(q2).mul(0.5)));
    expectClose(stax.elementwise(exp, dual, dual), stax.exp(), 1e-12);
    expectClose(stax.elementwise(exp, dual), stax.exp(), 1e-8);
  });

  it("quadrature of 24² points gives smooth kernels to many digits, and ReLU's to two", () => {
    expectClose(stax.elementwiseNumerical(sin), stax.sin(), 1e-11);
    expectClose(
      stax.elementwiseNumerical((u) => maximum(u, 0)),
      stax.relu(),
      0.02,
    );
  });
});

describe("activations refuse", () => {
  it.each([
    [() => stax.abRelu(NaN, 1), /stax\.abRelu: a = NaN/],
    [() => stax.monomial(-1), /stax\.monomial: degree -1/],
    [() => stax.rectifiedMonomial(1.5), /degree 1\.5/],
    [() => stax.polynomial([]), /give the coefficients/],
    [() => stax.rbf(0), /gamma = 0/],
    [() => stax.erf({ d: 1 } as object), /no option "d"/],
    [() => stax.elementwiseNumerical(sin, { degree: 1 }), /degree = 1/],
    [
      () => stax.serial(stax.dense(1), stax.gaussian({ b: 1 })).kernel([[1]], null, "nngp"),
      /infinite/,
    ],
    [() => stax.expNormalized().apply([], [1]), /no finite activation/],
  ])("%s", (call, message) => {
    expect(call).toThrow(DomainError);
    expect(call).toThrow(message);
  });
});
