import { describe, expect, test } from "vitest";
import { array, flows, grad, random, treeMap, type NDArray } from "../../../engine/index.js";

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

describe("parameters of maps that would fold stand for the nearest that do not:", () => {
  const at = random.normal(random.key(2), [20, 3]);
  test.each<[string, flows.Flow<unknown>, object]>([
    ["planar, w·u = −3", flows.planar(), { u: [-3, 0, 0], w: [1, 0, 0], b: [0] }],
    ["planar, w·u = −1", flows.planar(), { u: [-2, 1, 0], w: [0.5, 0, 0], b: [0.3] }],
    ["planar, w = 0", flows.planar(), { u: [1, 0, 0], w: [0, 0, 0], b: [0.3] }],
    ["radial, β < −α", flows.radial(), { z0: [0, 0, 0], alpha: [1], beta: [-2] }],
    ["radial, α < 0", flows.radial(), { z0: [0, 0, 0], alpha: [-1], beta: [0.5] }],
    ["radial, α = 0", flows.radial(), { z0: [0, 0, 0], alpha: [0], beta: [-0.5] }],
  ])("%s", (_, flow, lists) => {
    const params: unknown = treeMap((leaf) => leaf, lists);
    const exact = flows.exactLogDet((x) => flow.forward(params, x), at);
    expect(flow.logDet(params, at).sub(exact).abs().max().item()).toBeLessThan(1e-9);
    const back = flow.inverse(params, flow.forward(params, at));
    expect(back.sub(at).abs().max().item()).toBeLessThan(1e-8);
  });

  test("the middle of the strongest squeezes has a value and an inverse", () => {
    const radial = { z0: array([1]), alpha: array([1]), beta: array([-1]) };
    expect(
      flows
        .radial()
        .inverse(radial, [[1]])
        .toArray(),
    ).toEqual([[1]]);
    expect(
      flows
        .radial()
        .logDet(radial, [[1]])
        .item(),
    ).toBeCloseTo(Math.log(1e-6), 8);
    const planar = { u: array([-1]), w: array([1]), b: array([0]) };
    expect(
      flows
        .planar()
        .inverse(planar, [[0]])
        .item(),
    ).toBeCloseTo(0, 12);
  });

  test("single precision has slopes there, too", () => {
    const params = { u: [-5, -8], w: [1.5, 1.1], b: [0] };
    const narrow = treeMap((leaf) => leaf.astype("float32"), params);
    const flow = flows.planar();
    const x = array([[0, 0]]).astype("float32");
    expect(flow.logDet(narrow, x).item()).toBeCloseTo(Math.log(1e-6), 0);
    const slopes = grad((p: typeof narrow) => flow.logDet(p, x).sum())(narrow);
    Object.values(slopes).forEach((slope) => {
      expect(slope.data.every(Number.isFinite)).toBe(true);
    });
  });

  test("radial flows that were trained have their inverse", () => {
    const flow = flows.compose(...Array.from({ length: 4 }, () => flows.radial()));
    const { params } = flows.fit(
      (p, key) => flows.freeEnergy(flow, p, random.normal(key, [64, 2]), flows.potentials.ring),
      flow.init(random.key(0), 2),
      random.key(1),
      { steps: 100, learningRate: 0.05 },
    );
    const z = random.normal(random.key(3), [100, 2]);
    expect(flow.inverse(params, flow.forward(params, z)).sub(z).abs().max().item()).toBeLessThan(
      1e-7,
    );
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

describe("what would broadcast is refused:", () => {
  const x = array([[1, 2], [3, 4]]); // prettier-ignore
  const planar = flows.planar();
  const params = planar.init(random.key(0), 2);
  const still = { init: () => [], steps: 1 };
  test.each<[string, () => unknown, RegExp]>([
    [
      "a potential of each coordinate",
      () => flows.freeEnergy(planar, params, x, (y) => y.mul(y)),
      /the potential gives the shape \[2, 2\] for \[2, 2\]; give one number a point/,
    ],
    [
      "a bias for each point",
      () => planar.forward({ ...params, b: array([0, 1]) }, x),
      /flows.planar: b has shape \[2\]; give \[1\]/,
    ],
    [
      "a temperature for each point",
      () => flows.freeEnergy(planar, params, x, flows.potentials.ring, array([1, 2])),
      /beta has shape \[2\]; give \[\]/,
    ],
    [
      "one velocity for all coordinates",
      () => flows.continuous({ ...still, velocity: (_, at) => at.sum(1) }).forward([], x),
      /the velocity has shape \[2\] for \[2, 2\]; give one for each coordinate/,
    ],
    [
      "a decoder to one coordinate",
      () =>
        flows.freeFormLoss(
          { encode: (at) => at, decode: (z) => z.sum(1).reshape([-1, 1]) },
          ...([x, random.key(0), 1] as const),
        ),
      /decode gives the shape \[2, 1\] for \[2, 2\]; give as many coordinates/,
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
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
