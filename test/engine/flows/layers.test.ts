import { afterEach, describe, expect, test } from "vitest";
import { setDisplaySink, type Display } from "../../../engine/display/display.js";
import { MIME } from "../../../engine/display/payload.js";
import {
  array,
  flows,
  grad,
  inv,
  matmul,
  mean,
  random,
  treeMap,
  type NDArray,
} from "../../../engine/index.js";

afterEach(() => {
  setDisplaySink(() => {});
});

const x = random.normal(random.key(5), [6, 3]);

/** Every layer by its name, with an eye on those that must not be near the identity. */
const layers: Readonly<Record<string, flows.Flow<unknown>>> = {
  planar: named(flows.planar()),
  radial: named(flows.radial()),
  "additive coupling": named(flows.additiveCoupling({ split: 1, changes: "first" })),
  "affine coupling": named(flows.affineCoupling()),
  linear: named(flows.linear()),
  reverse: named(flows.reverse()),
  "masked autoregressive": named(flows.maskedAutoregressive({ width: 8 })),
  "inverse autoregressive": named(flows.inverseAutoregressive({ width: 8 })),
  residual: named(flows.residual({ width: 8 })),
  continuous: named(flows.continuous({ ...flows.mlpVelocity(8), steps: 40 })),
  inverted: named(flows.inverted(flows.maskedAutoregressive({ width: 8 }))),
  composition: named(
    flows.compose(flows.affineCoupling(), flows.linear(), flows.planar(), flows.reverse()),
  ),
};

/** Forgets the parameters' type: here they only go from init to the other methods. */
function named<Params>(flow: flows.Flow<Params>): flows.Flow<unknown> {
  return flow;
}

function largest(difference: NDArray): number {
  return difference.abs().max().item();
}

describe.each(Object.entries(layers))("the flow %s", (name, flow) => {
  // Forty steps of the fourth order have an error of their own; all else is exact.
  const tolerance = name === "continuous" ? 1e-8 : 1e-13;
  const params = flow.init(random.key(1), 3);

  test("comes back to where it started", () => {
    const back = flow.inverse(params, flow.forward(params, x));
    expect(largest(back.sub(x))).toBeLessThan(tolerance);
  });

  test("knows the log determinant of its Jacobian", () => {
    const exact = flows.exactLogDet((points) => flow.forward(params, points), x);
    expect(largest(flow.logDet(params, x).sub(exact))).toBeLessThan(tolerance);
  });

  test("keeps single precision", () => {
    const narrow = treeMap((leaf) => leaf.astype("float32"), params as NDArray[]);
    const { y, logDet } = flow.transform(narrow, x.astype("float32"));
    const back = flow.inverse(narrow, y);
    expect([y.dtype, logDet.dtype, back.dtype]).toEqual(["float32", "float32", "float32"]);
    expect(largest(back.sub(x))).toBeLessThan(1e-5);
  });

  test.skipIf(["reverse", "continuous"].includes(name))(
    "refuses points of another dimension than its parameters'",
    () => {
      expect(() => flow.forward(params, [[0.5]])).toThrow(/x has shape \[1, 1\]/);
      expect(() => flow.inverse(params, [[0.5, 1]])).toThrow(/\[1, 2\]; give points.*points, 3\]/);
    },
  );

  test("is invertible for any key in 100 dimensions", () => {
    const points = random.normal(random.key(7), [2, 100]);
    for (const key of random.split(random.key(8), 5)) {
      const start = flow.init(key, 100);
      const back = flow.inverse(start, flow.forward(start, points));
      expect(largest(back.sub(points))).toBeLessThan(1e-6);
    }
  });
});

describe("flows", () => {
  test("the inverse of a planar flow has the derivatives of an inverse", () => {
    const flow = flows.planar();
    const params = { u: array([0.5, -0.2]), w: array([1, 0.3]), b: array([0.1]) };
    const points = random.normal(random.key(2), [4, 2]);
    const y = flow.forward(params, points);
    const inverse = flows.exactLogDet((at) => flow.inverse(params, at), y);
    expect(largest(inverse.add(flow.logDet(params, points)))).toBeLessThan(1e-12);
  });

  test("a residual flow's random estimate is right on average", () => {
    const flow = flows.residual({ width: 8 });
    const { w1, b1, b2 } = flow.init(random.key(1), 2);
    const params = { w1, b1, w2: random.normal(random.key(9), [8, 2]), b2 };
    const points = random.normal(random.key(3), [1, 2]);
    const count = 300;
    const estimates = random
      .split(random.key(4), count)
      .map((key) => flow.estimateLogDet(params, points, key).item() as number);
    const average = estimates.reduce((sum, value) => sum + value, 0) / count;
    const variance =
      estimates.reduce((sum, value) => sum + (value - average) ** 2, 0) / (count - 1);
    const exact = flow.logDet(params, points).item() as number;
    expect(Math.abs(exact)).toBeGreaterThan(0.05);
    expect(Math.abs(average - exact)).toBeLessThan(5 * Math.sqrt(variance / count));
  });

  test("the gradient of the free-form loss is that of the likelihood where decoder inverts encoder", () => {
    const w = array([
      [1.5, 0.3],
      [-0.2, 0.8],
    ]);
    const points = random.normal(random.key(6), [50, 2]);
    const flow = flows.linear();
    const wanted = grad((at: NDArray) => flows.negativeLogLikelihood(flow, { w: at }, points))(w);
    // Linear maps: the estimate depends on the signs alone, whose average over many is exact.
    const one = (key: random.Key) =>
      grad((at: NDArray) =>
        flows.freeFormLoss(
          { encode: (p) => matmul(p, at), decode: (z) => matmul(z, inv(w)) },
          points,
          key,
          0,
        ),
      )(w);
    const keys = random.split(random.key(8), 100);
    const average = keys
      .map(one)
      .reduce((sum, g) => sum.add(g) as NDArray)
      .div(keys.length);
    // 5,000 signs: a standard error of about 0.015.
    expect(largest(average.sub(wanted) as NDArray)).toBeLessThan(0.05);
  });

  test("maximum likelihood raises the likelihood of two moons", () => {
    const flow = flows.compose(
      flows.affineCoupling({ width: 16 }),
      flows.affineCoupling({ width: 16, changes: "first" }),
      flows.affineCoupling({ width: 16 }),
    );
    const data = flows.twoMoons(random.key(0), 128);
    const { losses, params } = flows.fit(
      (p) => flows.negativeLogLikelihood(flow, p, data),
      flow.init(random.key(1), 2),
      random.key(2),
      { steps: 40, learningRate: 0.03 },
    );
    expect(flows.negativeLogLikelihood(flow, params, data).item()).toBeLessThan(
      (losses[0] ?? 0) - 0.2,
    );
  });

  test("a loss that is given its batch trains the same, compiled", () => {
    const flow = flows.compose(flows.affineCoupling({ width: 8 }), flows.planar());
    const start = flow.init(random.key(1), 2);
    const options = { steps: 6, learningRate: 0.03 } as const;
    const { potentials } = flows;
    const plain = flows.fit(
      (p, key, progress) =>
        flows.freeEnergy(flow, p, random.normal(key, [32, 2]), potentials.ring, 0.1 + progress),
      start,
      random.key(2),
      options,
    );
    const compiled = flows.fit(
      (p, { z, beta }) => flows.freeEnergy(flow, p, z, potentials.ring, beta),
      start,
      random.key(2),
      {
        ...options,
        batch: (key: random.Key, progress: number) => ({
          z: random.normal(key, [32, 2]),
          beta: 0.1 + progress,
        }),
      },
    );
    expect(new Set(compiled.losses).size).toBe(6);
    compiled.losses.forEach((loss, step) => {
      expect(loss).toBeCloseTo(plain.losses[step] ?? NaN, 10);
    });
  });

  test("training draws into one display, at last the trained flow", () => {
    const shown: Display[] = [];
    setDisplaySink((display) => shown.push(display));
    const { params } = flows.fit((p: NDArray) => p.sub(3).pow(2).sum(), array([0]), random.key(0), {
      steps: 5,
      draw: (p, losses) => ({ title: `${losses.length} losses`, series: [{ x: p, y: p }] }),
    });
    expect(new Set(shown.map(({ id }) => id)).size).toBe(1);
    expect(shown[0]?.id).not.toBeNull();
    expect(shown.at(-1)?.bundle[MIME.chart]).toMatchObject({
      title: "5 losses",
      series: [{ x: [params.item()] }],
    });
  });

  test("the annealed free energy pulls samples towards the potential's valleys", () => {
    const flow = flows.compose(...Array.from({ length: 4 }, () => flows.planar()));
    const start = flow.init(random.key(1), 2);
    const energy = (params: typeof start) => {
      const z = random.normal(random.key(9), [500, 2]);
      return mean(flows.potentials.wave(flow.forward(params, z))).item();
    };
    const { params } = flows.fit(
      (p, key, progress) =>
        flows.freeEnergy(
          flow,
          p,
          random.normal(key, [64, 2]),
          flows.potentials.wave,
          0.1 + 0.9 * progress,
        ),
      start,
      random.key(2),
      { steps: 60, learningRate: 0.08 },
    );
    expect(energy(params)).toBeLessThan(0.8 * energy(start));
  });
});
