import { describe, expect, test } from "vitest";
import { DomainError, spectrum, stax } from "../../../engine/index.js";

const shallow = stax.serial(
  stax.dense(1, { wStd: Math.SQRT2 }),
  stax.relu(),
  stax.dense(1, { wStd: 1 }),
);

/** Degrees and eigenvalues in ten dimensions: mpmath's quadrature of K(z)P_k(z)(1 − z²)^(7/2) in 60 digits. */
const IN_TEN_DIMENSIONS: readonly (readonly [number, number])[] = [
  [2, 0.0085724587797876391],
  [20, 5.2871764249719483e-10],
  [100, 2.0308218658121531e-16],
  [200, 2.3975602142869829e-19],
];

/** The largest relative error of the eigenvalues that are wanted. */
function relativeError(got: Float64Array, wanted: readonly number[]): number {
  return Math.max(
    ...wanted.map((value, k) => (value === 0 ? 0 : Math.abs((got[k] ?? NaN) / value - 1))),
  );
}

describe("the spectrum on a sphere", () => {
  test("of the shallow rectifier on the circle is 2(k² + 3)/(π(k² − 1))² at every even degree up to 200", () => {
    const { eigenvalues } = spectrum.sphere(shallow, { dim: 2, levels: 201 });
    const even = eigenvalues.data.filter((_, k) => k % 2 === 0);
    const wanted = Array.from({ length: 101 }, (_, i) => {
      const k = 2 * i;
      return (2 * (k * k + 3)) / (Math.PI * (k * k - 1)) ** 2;
    });
    expect(relativeError(even, wanted)).toBeLessThan(1e-11);
  });

  test("is exact where eigenvalues are 1e-19 and smaller", () => {
    const { eigenvalues } = spectrum.sphere(shallow, { dim: 10, levels: 201 });
    for (const [k, value] of IN_TEN_DIMENSIONS) {
      expect(Math.abs((eigenvalues.data[k] ?? NaN) / value - 1)).toBeLessThan(1e-11);
    }
  });

  test("is exact in many dimensions, where the moments of high powers are too small for a number", () => {
    const { data } = spectrum.sphere(shallow, { dim: 1000, levels: 6 }).eigenvalues;
    // mpmath's quadrature in 40 digits.
    const wanted = [0.31878754997660728, 1e-3, 9.5381712370349971e-7, 0, 1.5825166397280786e-12];
    expect(relativeError(data, wanted)).toBeLessThan(1e-13);
    expect([data[3], data[5]]).toEqual([0, 0]);
  });

  test("has exact zeros at the odd degrees that a bias-free rectifier lacks", () => {
    const { data } = spectrum.sphere(shallow, { dim: 5, levels: 30 }).eigenvalues;
    const odd = data.filter((_, k) => k % 2 === 1);
    expect([...odd.slice(1)]).toEqual(new Array(14).fill(0));
    expect(odd[0]).toBeGreaterThan(0);
    expect(data.every((value) => value >= 0)).toBe(true);
  });

  test("adds up to K(x, x) over all degrees, each as often as there are harmonics", () => {
    const smooth = stax.serial(stax.dense(1, { wStd: 1.2, bStd: 0.3 }), stax.erf(), stax.dense(1));
    for (const get of ["ntk", "nngp"] as const) {
      const { eigenvalues, multiplicities } = spectrum.sphere(smooth, { dim: 4, levels: 120, get });
      const total = eigenvalues.mul(multiplicities).sum().item();
      const x = [[2, 0, 0, 0]];
      expect(total / smooth.kernel(x, null, get).item() - 1).toBeCloseTo(0, 12);
    }
  });

  test("of z is one level of 1/d; of z² it is 2/(d(d + 2)) at degree 2", () => {
    expect([...spectrum.sphere([0, 1], { dim: 7, levels: 4 }).eigenvalues.data]).toEqual([
      0,
      expect.closeTo(1 / 7, 15),
      0,
      0,
    ]);
    const { data } = spectrum.sphere([0, 0, 1], { dim: 7, levels: 4 }).eigenvalues;
    expect(data[2]).toBeCloseTo(2 / 63, 15);
    expect(data[0]).toBeCloseTo(1 / 7, 15);
  });

  test("knows residual networks and scaled, shifted activations", () => {
    const block = stax.serial(
      stax.fanOut(2),
      stax.parallel(stax.identity(), stax.serial(stax.sigmoidLike(), stax.dense(1, { bStd: 0.2 }))),
      stax.fanInSum(),
    );
    const net = stax.serial(
      stax.dense(1, { bStd: 0.1 }),
      block,
      stax.erf({ a: 2, b: 0.5, c: -1 }),
      stax.dense(1),
    );
    const { eigenvalues, multiplicities } = spectrum.sphere(net, { dim: 3, levels: 60 });
    const total = eigenvalues.mul(multiplicities).sum().item();
    const x = [[Math.sqrt(3), 0, 0]];
    expect(total / net.kernel(x, null, "ntk").item() - 1).toBeCloseTo(0, 12);
  });

  test("refuses what has no such spectrum, and says what to do", () => {
    expect(() => spectrum.sphere([1, -0.5], { dim: 3 })).toThrow(/coefficient 1 is -0.5/);
    expect(() => spectrum.sphere(shallow, { dim: 1 })).toThrow(DomainError);
    const unknown = stax.serial(stax.dense(1), stax.hardTanh(), stax.dense(1));
    expect(() => spectrum.sphere(unknown, { dim: 3 })).toThrow(
      /power series of hardTanh is not known/,
    );
  });
});
