import { describe, expect, it } from "vitest";
import { array, exp, mul, type NDArray } from "../../../engine/array/index.js";
import { grad, hessian, jacfwd, jacrev, vmap } from "../../../engine/autodiff/index.js";
import { jit } from "../../../engine/jit/index.js";
import type { Scale } from "../../../engine/kernel/scale.js";
import { logMarginalLikelihood } from "../../../engine/predict/index.js";
import { key } from "../../../engine/random/key.js";
import { normal } from "../../../engine/random/normal.js";
import * as spectrum from "../../../engine/spectrum/index.js";
import * as theory from "../../../engine/theory/index.js";
import * as stax from "../../../engine/stax/index.js";
import { errorOf, extrapolated } from "./tracing.js";

type Made<Params = stax.NoParams> = (t: Scale) => stax.Layer<Params>;

/** Layers by one of their parameters, and where the derivative is taken. */
const layers: Readonly<Record<string, readonly [Made, number]>> = {
  "erf's a": [(a) => stax.erf({ a, b: 0.7, c: 0.3 }), 1.3],
  "erf's b": [(b) => stax.erf({ a: 1.3, b, c: 0.3 }), 0.7],
  "erf's c": [(c) => stax.erf({ a: 1.3, b: 0.7, c }), 0.3],
  "abRelu's a": [(a) => stax.abRelu(a, 0.8), 0.25],
  "abRelu's b": [(b) => stax.abRelu(0.25, b), 0.8],
  "abRelu's a where there is no kink": [(a) => stax.abRelu(a, 0.8), 0.8],
  "leakyRelu's slope": [stax.leakyRelu, 0.1],
  "leakyRelu's slope at 0": [stax.leakyRelu, 0],
  "elu's alpha": [stax.elu, 0.8],
  "elu's alpha at 0": [stax.elu, 0],
  "sin's a": [(a) => stax.sin({ a, b: 1.2, c: 0.3 }), 1.5],
  "sin's b": [(b) => stax.sin({ a: 1.5, b, c: 0.3 }), 1.2],
  "sin's c": [(c) => stax.sin({ a: 1.5, b: 1.2, c }), 0.3],
  "cos's a": [(a) => stax.cos({ a, b: 1.2, c: 0.3 }), 1.5],
  "cos's b": [(b) => stax.cos({ a: 1.5, b, c: 0.3 }), 1.2],
  "cos's c": [(c) => stax.cos({ a: 1.5, b: 1.2, c }), 0.3],
  "rbf's gamma": [stax.rbf, 0.7],
  "exp's a": [(a) => stax.exp({ a, b: 0.3 }), 0.5],
  "exp's b": [(b) => stax.exp({ a: 0.5, b }), 0.3],
  "gaussian's a": [(a) => stax.gaussian({ a, b: -0.7 }), 1.2],
  "gaussian's b": [(b) => stax.gaussian({ a: 1.2, b }), -0.7],
  "expNormalized's gamma": [(gamma) => stax.expNormalized({ gamma, shift: -0.5 }), 0.8],
  "expNormalized's shift": [(shift) => stax.expNormalized({ gamma: 0.8, shift }), -0.5],
  "polynomial's constant": [(t) => stax.polynomial([t, 1, -0.2, 0.1]), 0.3],
  "polynomial's linear coefficient": [(t) => stax.polynomial([0.3, t, -0.2, 0.1]), 1],
  "polynomial's cubic coefficient": [(t) => stax.polynomial([0.3, 1, -0.2, t]), 0.1],
  "a number of one's own": [
    (t) =>
      stax.elementwise(
        (x) => exp(mul(x, t)),
        (k, q, q2) => exp(k.add(q.add(q2).mul(0.5)).mul(t).mul(t)),
        (k, q, q2) =>
          exp(k.add(q.add(q2).mul(0.5)).mul(t).mul(t))
            .mul(t)
            .mul(t),
      ),
    0.3,
  ],
  "a number in a function of one's own": [
    (t) =>
      stax.elementwiseNumerical((x) => exp(mul(x, t)), {
        degree: 16,
        derivative: (x) => exp(mul(x, t)).mul(t),
      }),
    0.3,
  ],
};

const x = normal(key(1), [3, 3], { dtype: "float64" });
const images = normal(key(2), [2, 4, 1], { dtype: "float64" });
const options = { wStd: 1.2, bStd: 0.3 };

const deep = (layer: stax.Layer<stax.NoParams>) =>
  stax.serial(
    stax.dense(8, options),
    layer,
    stax.dense(8, options),
    layer,
    stax.dense(1, { ...options, parameterization: "standard" }),
  );

describe.each(Object.entries(layers))("derivatives of kernels by %s", (name, [layer, at]) => {
  // The tiles' fit of a quadrature has fewer digits, and so has what differences make of them.
  const most = name.endsWith("function of one's own") ? 1e-8 : 1e-9;

  it("are finite and right for rows of zeros, duplicates and opposites", () => {
    const rows = array([
      [0, 0],
      [1, 2],
      [1, 2],
      [-1, -2],
    ]);
    const of = (t: Scale) =>
      stax.serial(stax.dense(8), layer(t), stax.dense(1)).kernel(rows, null, "ntk");
    const want = extrapolated((t) => of(at + t));
    expect(errorOf(jacrev(of)(array(at)), want)).toBeLessThan(most);
  });

  it("are those that differences show, on the diagonal too, forward and in reverse", () => {
    for (const get of ["nngp", "ntk"] as const) {
      const of = (t: Scale) => deep(layer(t)).kernel(x, null, get);
      const want = extrapolated((t) => of(at + t));
      expect(errorOf(jacfwd(of)(array(at)), want), get).toBeLessThan(most);
      expect(errorOf(jacrev(of)(array(at)), want), get).toBeLessThan(most);
    }
  });

  it("are those that differences show for pixels", () => {
    const of = (t: Scale) =>
      stax
        .serial(
          stax.conv(4, [2], { ...options, padding: "SAME" }),
          layer(t),
          stax.globalAvgPool(),
          stax.dense(1),
        )
        .kernel(images, null, "ntk");
    const want = extrapolated((t) => of(at + t));
    expect(errorOf(jacfwd(of)(array(at)), want)).toBeLessThan(most);
  });
});

/** Layers without dual kernels. */
const others: Readonly<Record<string, readonly [Made<unknown>, number]>> = {
  "dropout's rate": [stax.dropout, 0.7],
  "layerNorm's eps": [(eps) => stax.serial(stax.dense(8), stax.layerNorm({ eps })), 0.2],
};

it.each(Object.entries(others))("derivatives of kernels by %s are right", (_, [layer, at]) => {
  const of = (t: Scale) =>
    stax
      .serial(stax.dense(8, options), stax.relu(), layer(t), stax.dense(8), stax.relu())
      .kernel(x, null, "ntk");
  const want = extrapolated((t) => of(at + t));
  expect(errorOf(jacrev(of)(array(at)), want)).toBeLessThan(1e-9);
});

describe("parameters of nonlinearities that transforms follow", () => {
  const y = normal(key(3), [3], { dtype: "float64" });
  const evidence = (layer: stax.Layer<stax.NoParams>) =>
    logMarginalLikelihood(deep(layer).kernel(x, null, "ntk"), y, { diagReg: 0.1 });

  it("give the evidence gradients, second derivatives too, and are compiled", () => {
    const of = (b: Scale) => evidence(stax.erf({ b }));
    const [want = NaN] = extrapolated((t) => of(0.7 + t));
    const at = array(0.7);
    expect(grad(of)(at).item()).toBeCloseTo(want, 9);
    expect(jit(grad(of))(at).item()).toBeCloseTo(want, 9);
    const [second = NaN] = extrapolated((t) => grad(of)(array(0.7 + t)));
    expect(hessian(of)(at).item()).toBeCloseTo(second, 8);
  });

  it("may be the vector of a polynomial's coefficients", () => {
    const coefficients = array([0.3, 1, -0.2, 0.1]);
    const slopes = grad((c: NDArray) => evidence(stax.polynomial(c)))(coefficients);
    const want = [0, 1, 2, 3].map((k) => {
      const of = (t: number) =>
        evidence(stax.polynomial(Array.from(coefficients.data, (c, l) => (l === k ? c + t : c))));
      return extrapolated(of)[0] as number;
    });
    expect(errorOf(slopes, want)).toBeLessThan(1e-9);
  });

  it("may have values that nobody knows", () => {
    const of = (b: NDArray) => deep(stax.leakyRelu(b)).kernel(x, null, "ntk");
    const slopes = [0.1, -0.3];
    const got = vmap(of)(array(slopes));
    slopes.forEach((slope, k) => {
      const want = deep(stax.leakyRelu(slope)).kernel(x, null, "ntk");
      const own = Array.from(got.data).slice(9 * k, 9 * k + 9);
      expect(errorOf(want, own)).toBeLessThan(1e-14);
    });
  });

  it("count as numbers in arrays that no transform follows", () => {
    const [want, got] = [0.7, array(0.7)].map((b) => deep(stax.erf({ b })).kernel(x, null, "ntk"));
    expect(Array.from(got?.data ?? [])).toEqual(Array.from(want?.data ?? []));
  });

  it.each(Object.entries(layers).filter(([name]) => !/own|Normalized/.test(name)))(
    "give finite networks derivatives by %s, in the dtype of the input",
    (_, [layer, at]) => {
      const value = (t: NDArray, inputs: NDArray) => layer(t).apply([], inputs);
      const single = jacfwd((t: NDArray) => value(t, x.astype("float32")))(array(at));
      expect(single.dtype).toBe("float32");
      const want = extrapolated((t) => layer(at + t).apply([], x));
      expect(errorOf(jacfwd((t: NDArray) => value(t, x))(array(at)), want)).toBeLessThan(1e-9);
    },
  );

  it("are refused where there is no derivative", () => {
    const at = array(2);
    const refusal = (layer: (t: NDArray) => { kernel: stax.KernelFunction }) => () =>
      grad((t: NDArray) =>
        stax
          .serial(stax.dense(8), layer(t) as stax.Layer)
          .kernel(x, null, "ntk")
          .sum(),
      )(at);
    for (const make of [stax.monomial, stax.hermite, stax.rectifiedMonomial]) {
      const degree = (t: NDArray) => make(t as never);
      expect(refusal(degree)).toThrow(/a degree is a whole number.*stax.polynomial/);
    }
    expect(() =>
      grad((t: NDArray) => spectrum.sphere(deep(stax.erf({ b: t })), { dim: 3 }) as never)(at),
    ).toThrow(/erf has parameters that a transform follows/);
    const dropped = (rate: NDArray) =>
      stax
        .dropout(rate)
        .apply([], x, { rng: key(4) })
        .sum();
    expect(() => grad(dropped)(array(0.5))).toThrow(/no derivative by rate/);
    const phase = (b: NDArray) => b.mul(theory.phase(stax.erf({ b }), { wStd: 1.5 }).chi1);
    expect(() => grad(phase)(array(0.7))).toThrow(/fixed points .* have no derivatives/);
    const wide = (b: NDArray) => deep(stax.gaussian({ b })).kernel(x, null, "nngp").sum();
    expect(() => grad(wide)(array(0.5))).toThrow(/infinite for b = 0.5 and pre-activations/);
    expect(() => stax.erf({ b: array([1, 2]) })).toThrow(/b = an array of shape \[2\]/);
    expect(() => grad((b: NDArray) => stax.rbf(b).apply([], x).sum())(array(-1))).toThrow(
      /gamma = -1/,
    );
  });
});
