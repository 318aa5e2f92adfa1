import { describe, expect, it } from "vitest";
import { DomainError } from "../../../engine/errors.js";
import {
  abs,
  cos,
  dense,
  elementwiseNumerical,
  erf,
  gaussian,
  gelu,
  hardTanh,
  relu,
  serial,
  sign,
  tanh,
} from "../../../engine/stax/index.js";
import {
  getDefaultDtype,
  linspace,
  setDefaultDtype,
  special,
  tanh as tanhOf,
} from "../../../engine/index.js";
import { phase } from "../../../engine/theory/index.js";

describe("the phase of deep erf networks", () => {
  // σ_w², σ_b², E[φ²] and c* at the fixed point, χ₁ = σ_w² (4/π)/√(1 + 4q*).
  it.each([
    [1, 0.05, 0.238426692, 1, 0.867594584],
    [2.25, 0.0025, 0.479277465, 0.0223761041, 1.241635504],
    [3, 0.1, 0.574466863, 0.28569775, 1.32635497],
  ])("is that of the closed forms at σ_w² = %d, σ_b² = %d", (w, b, variance, c, chi) => {
    const found = phase(erf(), { wStd: Math.sqrt(w), bStd: Math.sqrt(b) });
    expect(found.activationVariance).toBeCloseTo(variance, 8);
    expect(found.chi1).toBeCloseTo(chi, 8);
    expect(found.activationCorrelation).toBeCloseTo(c, 7);
    expect(found.phase).toBe(chi < 1 ? "ordered" : "chaotic");
    expect(found.qStar).toBeCloseTo(w * variance + b, 8);
  });
});

it("ReLU with σ_w² = 2 and no biases is critical: variances stay", () => {
  const found = phase(relu(), { wStd: Math.SQRT2 });
  expect(found.phase).toBe("critical");
  expect(found.chi1).toBeCloseTo(1, 14);
  expect(found.correlationDepth).toBe(Infinity);
});

it("tanh without biases below σ_w = 1 forgets its input: q* = 0, χ₁ = σ_w²", () => {
  const found = phase(tanh(), { wStd: 0.8 });
  expect(found.qStar).toBe(0);
  expect(found.chi1).toBeCloseTo(0.64, 12);
  expect(found.correlationDepth).toBeCloseTo(-1 / Math.log(0.64), 10);
});

it("tanh without biases at σ_w = 1 is critical, though signals fade too slowly to watch", () => {
  const found = phase(tanh(), { wStd: 1 });
  expect(found).toMatchObject({
    qStar: 0,
    chi1: expect.closeTo(1, 14) as number,
    phase: "critical",
  });
  expect([found.varianceDepth, found.correlationDepth]).toEqual([Infinity, Infinity]);
  // Just above, q* ≈ (σ_w² − 1)/2 is small, and the phase chaotic.
  expect(phase(tanh(), { wStd: Math.sqrt(1 + 1e-6) }).qStar / 5e-7).toBeCloseTo(1, 4);
});

it("variances that overshoot have a depth, too: dq′/dq = −¼ of exp(−x²), −σ_w² exp(−2q) of cos", () => {
  // E[φ²] = 1/√(1 + 4q) is ½ at q* = ¾.
  const bell = phase(gaussian(), { wStd: 1, bStd: 0.5 });
  expect(bell.qStar).toBeCloseTo(0.75, 14);
  expect(bell.varianceDepth).toBeCloseTo(1 / Math.log(4), 10);
  const wave = phase(cos(), { wStd: 1.5, bStd: 0.1 });
  expect(wave.varianceDepth).toBeCloseTo(1 / (2 * wave.qStar - Math.log(2.25)), 10);
});

it("takes activations of one's own, by quadrature", () => {
  const settings = { wStd: 1.4, bStd: 0.3 };
  const own = phase(elementwiseNumerical(tanhOf, { degree: 30 }), settings);
  const known = phase(tanh(), settings);
  // 30 nodes integrate tanh at these variances to better than 1e-3.
  expect(Math.abs(own.qStar - known.qStar)).toBeLessThan(1e-3);
  expect(Math.abs(own.chi1 - known.chi1)).toBeLessThan(1e-3);
  expect(Math.abs(own.cStar - known.cStar)).toBeLessThan(1e-3);
  expect(own.phase).toBe("chaotic");
});

it("finds the fixed point that many layers tend to, for GELU", () => {
  const [w, b] = [1.3, 0.2];
  // E[φ²] of GELU by the trapezoidal rule, whose error is far below 1e-12 for such functions.
  const u = linspace(-12, 12, 1537);
  const density = u
    .mul(u)
    .mul(-0.5)
    .exp()
    .div(64 * Math.sqrt(2 * Math.PI));
  const secondMoment = (q: number): number => {
    const z = u.mul(Math.sqrt(q));
    return z.mul(special.normalCdf(z)).pow(2).mul(density).sum().item();
  };
  let q = 1;
  for (let layer = 0; layer < 200; layer++) q = w * w * secondMoment(q) + b * b;
  expect(phase(gelu(), { wStd: w, bStd: b }).qStar).toBeCloseTo(q, 9);
});

it("refuses variances that grow without bound", () => {
  expect(() => phase(relu(), { wStd: 2 })).toThrow(DomainError);
});

describe("slow variances", () => {
  // q ↦ 1.008 q and q + b².
  it.each([
    ["relu", relu(), { wStd: 1.42 }],
    ["abs", abs(), { wStd: 1, bStd: 0.3 }],
    ["relu with biases", relu(), { wStd: Math.SQRT2, bStd: 0.01 }],
  ])("that grow without bound are refused: %s", (_, activation, options) => {
    expect(() => phase(activation, options)).toThrow("grow without bound");
  });

  it("that fade are nothing in the end: hardTanh keeps all but exp(−1/2q)", () => {
    expect(phase(hardTanh(), { wStd: 1 })).toMatchObject({ qStar: 0, phase: "critical" });
  });
});

it("χ₁ of a signal that fades is that of a small signal: ½ σ_w² for ReLU, σ_w² for |x|", () => {
  const half = phase(relu(), { wStd: 1 });
  expect(half).toMatchObject({ qStar: 0, cStar: 1, chi1: expect.closeTo(0.5, 14) as number });
  expect(half.varianceDepth).toBeCloseTo(1 / Math.LN2, 13);
  expect(half.correlationDepth).toBeCloseTo(1 / Math.LN2, 13);
  expect(phase(abs(), { wStd: 0.9 }).chi1).toBeCloseTo(0.81, 14);
});

it("activations that jump are chaotic: c ↦ (σ_w² 2 asin(c)/π + σ_b²)/q* of sign", () => {
  const plain = phase(sign(), { wStd: 1 });
  expect(plain).toMatchObject({ phase: "chaotic", chi1: Infinity });
  expect(plain.cStar).toBeCloseTo(0, 13);
  expect(plain.correlationDepth).toBeCloseTo(1 / Math.log(Math.PI / 2), 9);
  const { cStar, correlationDepth } = phase(sign(), { wStd: 1, bStd: 0.3 });
  expect(((2 * Math.asin(cStar)) / Math.PI + 0.09) / 1.09).toBeCloseTo(cStar, 13);
  const rate = 2 / Math.PI / Math.sqrt(1 - cStar * cStar) / 1.09;
  expect(correlationDepth).toBeCloseTo(-1 / Math.log(rate), 8);
});

it("refuses deviations that are none, and what is no activation", () => {
  expect(() => phase(erf(), { wStd: -1 })).toThrow("theory.phase: wStd = -1");
  expect(() => phase(erf(), { bStd: NaN })).toThrow("theory.phase: bStd = NaN");
  const network = serial(erf(), dense(1), relu());
  expect(() => phase(network)).toThrow("give an activation alone");
});

it("is found in double precision, whatever the default is", () => {
  const options = { wStd: 1.5, bStd: 0.05 };
  const double = phase(erf(), options);
  const before = getDefaultDtype();
  setDefaultDtype("float32");
  try {
    expect(phase(erf(), options)).toEqual(double);
    expect(phase(relu(), { wStd: Math.SQRT2 }).qStar).toBe(1);
  } finally {
    setDefaultDtype(before);
  }
});
