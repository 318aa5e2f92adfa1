import { describe, expect, test } from "vitest";
import { stax } from "../../../engine/index.js";
import { networkSeries } from "../../../engine/spectrum/network-series.js";

const networks = {
  "one layer": stax.serial(stax.dense(1), stax.gelu(), stax.dense(1)),
  "large variances and a bias": stax.serial(
    stax.dense(1, { wStd: 2, bStd: 0.5 }),
    stax.gelu(),
    stax.dense(1, { wStd: 1.5, bStd: 0.1 }),
    stax.gelu(),
    stax.dense(1),
  ),
};

describe.each(Object.entries(networks))("the power series of GELU networks: %s", (_, net) => {
  test.each(["nngp", "ntk"] as const)("%s adds up to the kernel", (get) => {
    const series = networkSeries(net, get, 300);
    for (const z of [-0.8, -0.3, 0, 0.5, 0.8]) {
      const [x, y] = [
        [Math.SQRT2, 0],
        [Math.SQRT2 * z, Math.sqrt(2 * (1 - z * z))],
      ];
      const wanted = net.kernel([x], [y], get).item();
      expect(series.reduceRight((sum, a) => sum * z + a, 0) / wanted).toBeCloseTo(1, 11);
    }
    expect(Math.min(...series)).toBeGreaterThanOrEqual(0);
  });
});

test("coefficients have relative accuracy however small", () => {
  const q = 4;
  const r = q / (1 + q);
  const net = stax.serial(stax.dense(1, { wStd: 2 }), stax.gelu(), stax.dense(1));
  const series = networkSeries(net, "nngp", 402);
  // By hand, nothing cancels: (q r^{2k−1} C(2k − 2, k − 1)/4^{k−1}/2π)[(1 − r)² + (1 − r²)/2k + 1/(2k(2k − 1))].
  let binomial = 1;
  for (let k = 1; k <= 200; k++) {
    const bracket = (1 - r) ** 2 + (1 - r * r) / (2 * k) + 1 / (2 * k * (2 * k - 1));
    const wanted = ((q * r ** (2 * k - 1) * binomial) / (2 * Math.PI)) * bracket;
    expect(Math.abs((series[2 * k] ?? 0) / wanted - 1)).toBeLessThan(1e-11);
    binomial *= (2 * k - 1) / (2 * k);
  }
});
