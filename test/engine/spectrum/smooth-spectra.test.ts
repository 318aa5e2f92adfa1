import { describe, expect, test } from "vitest";
import { spectrum, stax } from "../../../engine/index.js";
import { converged } from "../../../engine/spectrum/dot-product.js";
import type { PowerSeries } from "../../../engine/spectrum/power-series.js";
import { sphereLevels } from "../../../engine/spectrum/sphere-levels.js";

const activations = {
  tanh: stax.tanh(),
  sigmoid: stax.sigmoid(),
  softplus: stax.softplus(),
  silu: stax.silu(),
  mish: stax.mish(),
  elu: stax.elu(),
} as const;

/**
 * The NTK of dense(1, { wStd: 1.2 }), φ, dense(1) on the sphere in ten dimensions: 100-digit Hermite coefficients (trapezoidal
 * rule; for elu the recurrence of ∫₋∞⁰ e^{σz} h_l, and Richardson's extrapolation), summed with the moments of z by mpmath.
 */
const EIGENVALUES: readonly (readonly [keyof typeof activations, number, number])[] = [
  ["tanh", 1, 0.087359152939254555],
  ["tanh", 21, 4.8295806172921734e-13],
  ["tanh", 61, 2.0208229311793e-24],
  ["sigmoid", 1, 0.011002275290024414],
  ["sigmoid", 21, 3.1199914900529562e-18],
  ["sigmoid", 61, 3.2362720044644616e-35],
  ["softplus", 0, 0.73448328008059086],
  ["softplus", 1, 0.072],
  ["softplus", 20, 1.1121485705290983e-18],
  ["softplus", 60, 1.5584986514570953e-36],
  ["silu", 0, 0.10968140127820656],
  ["silu", 1, 0.072],
  ["silu", 20, 1.0712056335747529e-16],
  ["silu", 60, 7.2878839597632715e-34],
  ["mish", 0, 0.13748180703377555],
  ["mish", 1, 0.088585022767856904],
  ["mish", 20, 5.7809458655401939e-15],
  ["mish", 21, 3.485584507195023e-16],
  ["mish", 61, 9.5082525601603951e-30],
  ["elu", 0, 0.063888560680366169],
  ["elu", 1, 0.15670214577076938],
  ["elu", 20, 3.2148001256157271e-13],
  ["elu", 21, 5.8762019738852477e-12],
  ["elu", 61, 5.54724742934e-17],
];

describe("spectra of activations without a closed dual", () => {
  test.each(Object.keys(activations) as (keyof typeof activations)[])(
    "%s has every eigenvalue to a relative 1e-10, on a sphere in ten dimensions",
    (name) => {
      const net = stax.serial(stax.dense(1, { wStd: 1.2 }), activations[name], stax.dense(1));
      const { data } = spectrum.sphere(net, { dim: 10, levels: 62 }).eigenvalues;
      for (const [of, k, value] of EIGENVALUES) {
        if (of === name) expect(Math.abs((data[k] ?? NaN) / value - 1)).toBeLessThan(1e-10);
      }
    },
  );

  test("odd functions have no even levels, and softplus no odd ones beyond 1: exactly 0", () => {
    const of = (phi: ReturnType<typeof stax.tanh>) =>
      spectrum.sphere(stax.serial(stax.dense(1), phi, stax.dense(1)), { dim: 3, levels: 12 });
    const zeros = (net: ReturnType<typeof of>) =>
      [...net.eigenvalues.data.keys()].filter((k) => net.eigenvalues.data[k] === 0);
    expect(zeros(of(stax.tanh()))).toEqual([0, 2, 4, 6, 8, 10]);
    expect(zeros(of(stax.softplus()))).toEqual([3, 5, 7, 9, 11]);
  });
});

describe("spectra in closed form", () => {
  const gamma = 0.7;
  const m = 2 * gamma * 1.44;
  const rbf = stax.serial(stax.dense(1, { wStd: 1.2 }), stax.rbf(gamma), stax.dense(1));

  test("of the radial basis function on spheres are Bessel functions", () => {
    // e^{−m} Γ(d/2)(2/m)^ν I_{k+ν}(m), ν = d/2 − 1, by mpmath.
    const wanted = [
      [3, [0.24361636487630834, 1.0014502860687392e-5, 3.1940783433641289e-50]],
      [10, [0.16265864110320055, 9.2128787733846392e-8, 1.6916056229590403e-54]],
    ] as const;
    for (const [dim, values] of wanted) {
      const { data } = spectrum.sphere(rbf, { dim, levels: 41, get: "nngp" }).eigenvalues;
      values.forEach((value, i) => {
        expect(Math.abs((data[[0, 7, 40][i] ?? 0] ?? NaN) / value - 1)).toBeLessThan(1e-12);
      });
    }
  });

  test("of the radial basis function on a cube is cosh^(d−k) sinh^k of m/d", () => {
    const dim = 12;
    const { data } = spectrum.hypercube(rbf, { dim, get: "nngp" }).eigenvalues;
    data.forEach((value, k) => {
      const wanted = Math.exp(-m) * Math.cosh(m / dim) ** (dim - k) * Math.sinh(m / dim) ** k;
      expect(Math.abs(value / wanted - 1)).toBeLessThan(1e-12);
    });
  });

  test("of sin is the odd part of that of the exponential, of cos the even one", () => {
    const sphere = (phi: ReturnType<typeof stax.sin>) =>
      spectrum.sphere(stax.serial(stax.dense(1, { wStd: 1.2 }), phi, stax.dense(1)), {
        dim: 4,
        levels: 20,
        get: "nngp",
      }).eigenvalues.data;
    const [sine, cosine, exponential] = [stax.sin(), stax.cos(), stax.exp()].map(sphere);
    exponential?.forEach((value, k) => {
      // E[φφ′] = e^{−m} sinh mz, e^{−m} cosh mz and e^{m + mz}
      const odd = (sine?.[k] ?? NaN) * Math.exp(2 * 1.44);
      const even = (cosine?.[k] ?? NaN) * Math.exp(2 * 1.44);
      expect(k % 2 === 1 ? even : odd).toBe(0);
      expect(Math.abs((k % 2 === 1 ? odd : even) / value - 1)).toBeLessThan(1e-12);
    });
  });

  test("on a circle of points adds up the Bessel functions of aliased frequencies", () => {
    const points = 16;
    const { data } = spectrum.circle(rbf, { points, get: "nngp" }).eigenvalues;
    const whole = spectrum.sphere(rbf, { dim: 2, levels: 60, get: "nngp" }).eigenvalues.data;
    data.forEach((value, k) => {
      const aliases = [k, points - k, points + k, 2 * points - k, 2 * points + k];
      const wanted = aliases.reduce((sum, frequency) => sum + (whole[frequency] ?? NaN), 0);
      expect(Math.abs(value / wanted - 1)).toBeLessThan(1e-12);
    });
  });

  test("of one's own coefficients: 1/(1 − tz) on the circle is the Poisson kernel", () => {
    // Σ tᵖzᵖ, t = 2r/(1 + r²): λ_k = r^k (1 + r²)/(1 − r²).
    const r = 0.4;
    const t = (2 * r) / (1 + r * r);
    const own = Array.from({ length: 400 }, (_, p) => t ** p);
    const { data } = spectrum.sphere(own, { dim: 2, levels: 30 }).eigenvalues;
    data.forEach((value, k) => {
      const wanted = (r ** k * (1 + r * r)) / (1 - r * r);
      expect(Math.abs(value / wanted - 1)).toBeLessThan(1e-12);
    });
  });
});

test("a kernel that is too sharp for its power series is refused, not wrong", () => {
  // (1 − z)^¼, as two sign layers make it: a_p goes like p^(−5/4), which no half integer power continues.
  const sharp = (terms: number) => Float64Array.from({ length: terms }, (_, p) => (p + 1) ** -1.25);
  const levels = (series: PowerSeries) => sphereLevels(series, 3, 5);
  expect(() => converged("spectrum.sphere", { first: sharp, decay: 0 }, 1024, levels)).toThrow(
    /too sharp at z = ±1/,
  );
});
