// A bias moves the kink at z = −1 to −ρ = −1 − 2b²/w²: near −1 its power series falls slowly.
import { describe, expect, test } from "vitest";
import { spectrum, stax } from "../../../engine/index.js";
import type { SeriesKernel } from "../../../engine/spectrum/network-series.js";

function network(depth: number, bStd: number, wStd = Math.SQRT2) {
  const hidden = Array.from({ length: depth }, () => [
    stax.dense(1, { wStd, bStd }),
    stax.relu(),
  ]).flat();
  return stax.serial(...hidden, stax.dense(1));
}

function expectClose(values: ArrayLike<number>, wanted: readonly number[]): void {
  wanted.forEach((value, k) => {
    expect(Math.abs((values[k] ?? NaN) / value - 1), `level ${k}`).toBeLessThan(2e-12);
  });
}

/** On the corners of a cube in three dimensions, by the kernel's closed form with 50 digits (mpmath). */
// prettier-ignore
const CUBE: readonly [number, number, SeriesKernel, readonly number[]][] = [
  [1, 1e-6, "ntk", [0.52916574675480163, 0.33333338960326923, 0.1569446760555398, 5.6269771427330808e-8]],
  [1, 1e-6, "nngp", [0.37712244103198727, 0.1666666666667427, 0.040959186322754257, 2.1934919498318988e-14]],
  [1, 0.05, "ntk", [0.52785855424609398, 0.33655258809050661, 0.15405832874675018, 0.0028086952421358048]],
  [1, 0.05, "nngp", [0.37803369618268062, 0.16685199017217717, 0.040870017012157852, 5.0282264314376571e-5]],
  [2, 0.01, "ntk", [0.98136364118367024, 0.41712022234797539, 0.22561067055147462, 0.090693680117980173]],
  [2, 0.01, "nngp", [0.54681971367461785, 0.11062379598038719, 0.037471240045921601, 0.0089951782464559111]],
  [4, 0.05, "ntk", [1.9007365169691718, 0.57070513759384812, 0.38007284098624354, 0.26442954729055468]],
  [4, 0.05, "nngp", [0.72304713451807801, 0.061684343650556443, 0.02796269586900046, 0.013011746923251569]],
];

describe("networks with biases have exact spectra:", () => {
  test.each(CUBE)("cube, %i layers, bStd %f, %s", (depth, bStd, get, wanted) => {
    expectClose(spectrum.hypercube(network(depth, bStd), { dim: 3, get }).eigenvalues.data, wanted);
  });

  // ½ ∫ K P_k dz, by quadrature with 30 digits; odd levels are what the bias makes of nothing.
  test.each<[number, SeriesKernel, Readonly<Record<number, number>>]>([
    [1e-6, "nngp", { 1: 0.166666666667, 3: 3.90624999998e-15, 11: 1.05142593377e-16 }],
    [0.05, "ntk", { 2: 0.0779085745907, 3: 0.000119350425794, 11: 2.10756142042e-5 }],
  ])("sphere, bStd %f, %s", (bStd, get, wanted) => {
    const { data } = spectrum.sphere(network(1, bStd), { dim: 3, levels: 12, get }).eigenvalues;
    for (const [k, value] of Object.entries(wanted)) {
      expect(Math.abs((data[Number(k)] ?? NaN) / value - 1), `level ${k}`).toBeLessThan(5e-12);
    }
  });

  test("the circle's add up to K(1) at every bias", () => {
    for (const bStd of [1e-8, 1e-5, 1e-3, 0.02, 0.05]) {
      const net = network(2, bStd);
      const { eigenvalues, multiplicities } = spectrum.circle(net, { points: 38 });
      const wanted = net.kernel([[1]], null, "ntk").item();
      expect(eigenvalues.mul(multiplicities).sum().item() / wanted).toBeCloseTo(1, 12);
    }
  });

  // All inputs look nearly alike to a last layer that correlations of 1 − 7e-6 reach.
  test.each([
    [
      0.3,
      [1.0710267884504983, 0.00018143473500490065, 6.1161286694899973e-5, 4.3739109402290607e-5],
    ],
    [
      0.5,
      [1.2163842279494094, 0.0020031910487722019, 0.00066456911125641776, 0.00046600719550474647],
    ],
  ])("and those whose biases outweigh the rest: wStd %f", (wStd, wanted) => {
    expectClose(spectrum.hypercube(network(4, 1, wStd), { dim: 3 }).eigenvalues.data, wanted);
  });
});
