import { describe, expect, test } from "vitest";
import { stax } from "../../../engine/index.js";
import { networkSeries } from "../../../engine/spectrum/network-series.js";

type Activation = ReturnType<typeof stax.relu>;

/** Everything with a power series; kinks and steps have long ones and need more terms. */
const activations: Readonly<Record<string, Activation>> = {
  relu: stax.relu(),
  leakyRelu: stax.leakyRelu(-0.3),
  "rectifiedMonomial(0)": stax.rectifiedMonomial(0),
  "rectifiedMonomial(3)": stax.rectifiedMonomial(3),
  sign: stax.sign(),
  erf: stax.erf({ a: 2, b: 0.5, c: -1 }),
  gelu: stax.gelu(),
  sin: stax.sin({ a: 1.5, b: 0.8, c: 0.4 }),
  cos: stax.cos({ b: 1.3 }),
  exp: stax.exp({ a: 0.5, b: 0.6 }),
  rbf: stax.rbf(0.7),
  expNormalized: stax.expNormalized({ gamma: 1.2, shift: -0.5 }),
  gaussian: stax.gaussian({ a: 1.2, b: -0.4 }),
  "gaussian that grows": stax.gaussian({ b: 0.05 }),
  gabor: stax.gabor(),
  polynomial: stax.polynomial([0.3, 1, -0.2, 0.1]),
  hermite: stax.hermite(3),
  tanh: stax.tanh(),
  sigmoid: stax.sigmoid(),
  softplus: stax.softplus(),
  silu: stax.silu(),
  mish: stax.mish(),
  elu: stax.elu(0.7),
  selu: stax.selu(),
};

const layers = (phi: Activation) => ({
  "one layer": stax.serial(stax.dense(1, { wStd: 1.2 }), phi, stax.dense(1)),
  "two layers with biases": stax.serial(
    stax.dense(1, { wStd: 1.1, bStd: 0.3 }),
    phi,
    stax.dense(1, { wStd: 0.8, bStd: 0.2 }),
    phi,
    stax.dense(1),
  ),
});

const cases = Object.entries(activations).flatMap(([name, phi]) =>
  Object.entries(layers(phi)).map(([depth, net]) => [name, depth, net] as const),
);

describe.each(cases)("the power series of %s, %s", (_, __, net) => {
  test.each(["nngp", "ntk"] as const)("of the %s adds up to the kernel", (get) => {
    const series = networkSeries(net, get, 160);
    const errors = [-0.7, -0.3, 0, 0.5, 0.7].map((z) => {
      const [x, y] = [
        [Math.SQRT2, 0],
        [Math.SQRT2 * z, Math.sqrt(2 * (1 - z * z))],
      ];
      const scale = net.kernel([x], null, get).item();
      const sum = series.reduceRight((total, a) => total * z + a, 0);
      return Math.abs(sum - net.kernel([x], [y], get).item()) / scale;
    });
    expect(Math.max(...errors)).toBeLessThan(1e-12);
    expect(Math.min(...series)).toBeGreaterThanOrEqual(0);
  });
});
