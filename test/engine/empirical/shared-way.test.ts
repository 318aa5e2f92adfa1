import { describe, expect, test } from "vitest";
import { empirical, random, stax, type NDArray } from "../../../engine/index.js";
import { distance, inputs } from "./networks.js";

const conv = () => stax.conv(24, [3, 3], { padding: "SAME", bStd: 0.1 });
const readout = [stax.flatten(), stax.dense(160)];

/** At some of their ends nothing differs between examples on the way back. */
const networks = {
  "a linear end": [conv(), stax.relu(), conv(), ...readout],
  "linear layers alone": [conv(), conv(), ...readout],
  "a nonlinearity before the readout": [conv(), conv(), stax.relu(), ...readout],
};

describe.each(Object.entries(networks))("%s", (_, layers) => {
  const network = stax.serial(...layers);
  const size = [12, 12, 2] as const;
  const { params } = network.init(random.key(1), [1, ...size]);
  const apply = (p: typeof params, x: NDArray) => network.apply(p, x);

  test("the kernel of examples that come one after the other is that of each pair alone", () => {
    // A block takes 4 MiB: of 8 bytes · 160 outputs · 3456 numbers, one example.
    const [x1, x2] = [inputs(2, [4, ...size]), inputs(3, [3, ...size])];
    const kernel = empirical.ntk(apply, {
      traceAxes: [-1],
      implementation: "structuredDerivatives",
    });
    const whole = kernel(x1, x2, params);
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 3; j++) {
        const alone = kernel(x1.slice([i, i + 1]), x2.slice([j, j + 1]), params);
        // Products of other shapes sum in other orders.
        expect(distance(whole.slice([i, i + 1], [j, j + 1]), alone)).toBeLessThan(1e-13);
      }
    }
  });
});
