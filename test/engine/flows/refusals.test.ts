import { describe, expect, test } from "vitest";
import { array, flows, random, type NDArray } from "../../../engine/index.js";

describe("flows are refused", () => {
  const planar = flows.planar();
  test.each<[string, () => unknown, RegExp]>([
    [
      "points that are no rows",
      () => planar.forward(planar.init(random.key(0), 2), [1, 2]),
      /flows.planar: x has shape \[2\]; give points as rows, \[points, 2\]/,
    ],
    ["in no dimension", () => planar.init(random.key(0), 0), /dim = 0; use a whole number from 1/],
    ["of nothing", () => flows.compose(), /compose: give at least one flow/],
    [
      "a split that leaves a part empty",
      () => flows.affineCoupling({ split: 2 }).init(random.key(0), 2),
      /both parts/,
    ],
    ["a split within", () => flows.affineCoupling({ split: 1.5 }), /split = 1.5; use a whole/],
    [
      "a part misspelt",
      () => flows.additiveCoupling({ changes: "frist" as "first" }),
      /changes = "frist"; use "first" or "second"/,
    ],
    ["couplings without width", () => flows.additiveCoupling({ width: 0 }), /width = 0; use/],
    ["networks without width", () => flows.maskedAutoregressive({ width: 0 }), /width = 0; use/],
    ["residuals without width", () => flows.residual({ width: 0 }), /width = 0; use/],
    ["velocities without width", () => flows.mlpVelocity(0), /mlpVelocity: width = 0; use/],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});

describe("a map that folds has a log determinant, but no inverse:", () => {
  test("planar with w·u below −1", () => {
    const params = { u: array([-3, 0]), w: array([1, 0]), b: array([0]) };
    const flow = flows.planar();
    const exact = flows.exactLogDet((x) => flow.forward(params, x), [[0.1, 2]]);
    expect(flow.logDet(params, [[0.1, 2]]).item()).toBeCloseTo(exact.item() as number, 13);
    expect(() => flow.inverse(params, [[0, 1]])).toThrow(/w·u = -3 is below −1.*make u or w/);
  });

  test("radial with β below −α", () => {
    const params = { z0: array([0, 0, 0]), alpha: array([1]), beta: array([-2]) };
    const flow = flows.radial();
    const at = [[0.1, 0.2, 0.3], [2, 0, 0]]; // prettier-ignore
    const exact = flows.exactLogDet((x) => flow.forward(params, x), at);
    expect(flow.logDet(params, at).sub(exact).abs().max().item()).toBeLessThan(1e-13);
    expect(() => flow.inverse(params, at)).toThrow(/α = 1, β = -2.*use α > 0 and β ≥ −α/);
  });

  test("radial at β = −α has its centre as the inverse of its centre", () => {
    const params = { z0: array([1, 2]), alpha: array([1]), beta: array([-1]) };
    expect(
      flows
        .radial()
        .inverse(params, [[1, 2]])
        .toArray(),
    ).toEqual([[1, 2]]);
  });
});

describe("plain lists are points", () => {
  test("for potentials, the free energy and the random log determinant", () => {
    const z = [[0.5, 1], [0, 0]]; // prettier-ignore
    const flow = flows.residual({ width: 4 });
    const params = flow.init(random.key(0), 2);
    expect(flows.potentials.bulge(z).data).toEqual(flows.potentials.bulge(array(z)).data);
    const energy = (points: number[][] | NDArray) =>
      flows.freeEnergy(flow, params, points, flows.potentials.ring).item();
    expect(energy(z)).toBe(energy(array(z)));
    const key = random.key(1);
    expect(flow.estimateLogDet(params, z, key).data).toEqual(
      flow.estimateLogDet(params, array(z), key).data,
    );
  });
});

describe("a fit is refused", () => {
  const loss = (p: NDArray) => p.mul(p).sum();
  const options = { steps: 2 };
  test.each<[string, object, RegExp]>([
    ["without steps", { steps: 0 }, /flows.fit: steps = 0/],
    ["uphill", { learningRate: -1 }, /flows.fit: learningRate = -1; use a positive number/],
    ["with data as batch", { batch: [[1]] }, /flows.fit: batch is \[\[1\]\]; give a function/],
    ["with a drawing that is none", { draw: true }, /flows.fit: draw is true; give a function/],
  ])("%s", (_, given, message) => {
    expect(() =>
      flows.fit(loss as never, array([1]), random.key(0), { ...options, ...given }),
    ).toThrow(message);
  });
});
