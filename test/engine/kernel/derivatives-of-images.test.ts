import { describe, expect, it } from "vitest";
import { array, type NDArray } from "../../../engine/array/index.js";
import { jvp } from "../../../engine/autodiff/index.js";
import { key } from "../../../engine/random/key.js";
import { normal } from "../../../engine/random/normal.js";
import * as stax from "../../../engine/stax/index.js";
import { relativeError } from "./networks.js";
import { difference, NAMES, traced } from "./tracing.js";

describe("derivatives of kernels of pixels", () => {
  const images1 = normal(key(4), [2, 4, 4, 2], { dtype: "float64" });
  const images2 = normal(key(5), [3, 4, 4, 2], { dtype: "float64" });
  const conv = (options: stax.ConvOptions = {}) =>
    stax.conv(4, [3, 3], { padding: "SAME", wStd: 1.3, bStd: 0.2, ...options });
  const networks: Readonly<Record<string, stax.Layer>> = {
    flatten: stax.serial(conv(), stax.relu(), conv(), stax.erf(), stax.flatten(), stax.dense(1)),
    pooling: stax.serial(
      conv({ strides: [2, 2] }),
      stax.relu(),
      stax.avgPool([2, 2], { padding: "SAME" }),
      conv(),
      stax.gelu(),
      stax.globalAvgPool(),
      stax.dense(1),
    ),
    pixels: stax.serial(conv({ padding: "CIRCULAR" }), stax.relu(), conv({ padding: "VALID" })),
    local: stax.serial(stax.convLocal(4, [2, 2]), stax.erf(), stax.flatten(), stax.dense(1)),
    resized: stax.serial(
      stax.imageResize([3, 3]),
      conv(),
      stax.erf(),
      stax.imageResize([2, 2], { method: "cubic" }),
      stax.globalAvgPool(),
    ),
    normalised: stax.serial(
      conv({ strides: [2, 2] }),
      stax.layerNorm({ axis: [1, 3] }),
      stax.tanh(),
      conv(),
      stax.layerNorm(),
      stax.avgPool([2, 2]),
      stax.layerNorm({ eps: 0.1 }),
      stax.flatten(),
    ),
    attention: stax.serial(
      conv({ strides: [2, 2] }),
      stax.globalSelfAttention(4, 4, 4, 2, {
        ...{ bStd: 0.3, wKeyStd: 1.2 },
        ...{ posEmbType: "SUM", posEmbDecay: (d) => Math.exp(-d), wPosEmbStd: 0.7 },
      }),
      stax.relu(),
      stax.globalSelfAttention(4, 4, 4, 2, { attentionMechanism: "ABS", posEmbType: "CONCAT" }),
      stax.globalAvgPool(),
    ),
    independentAttention: stax.serial(
      conv({ strides: [2, 2] }),
      stax.erf(),
      stax.globalSelfAttention(4, 4, 4, 2, {
        ...{ linearScaling: false, attentionMechanism: "IDENTITY", bStd: 0.3 },
        ...{ posEmbType: "SUM", valPosEmb: true },
      }),
      stax.flatten(),
    ),
    residual: stax.serial(
      conv(),
      stax.fanOut(2),
      stax.parallel(stax.serial(stax.relu(), stax.dropout(0.8), conv()), stax.identity()),
      stax.fanInSum(),
      stax.globalSumPool(),
    ),
  };

  it.each(Object.keys(networks))("pass through images: %s", (name) => {
    const { kernel } = networks[name] as stax.Layer;
    for (const other of [null, images2]) {
      const want = kernel(images1, other, NAMES);
      const got = traced((x) => kernel(x, other, NAMES), images1);
      for (const each of NAMES) {
        expect(got[each].shape).toEqual(want[each].shape);
        expect(relativeError(got[each], want[each].data)).toBeLessThan(1e-12);
      }
    }
    const direction = normal(key(6), images1.shape, { dtype: "float64" });
    const [, slope] = jvp((x: NDArray) => kernel(x, null, "ntk"), [images1], [direction]);
    const want = difference((t) => kernel(images1.add(direction.mul(t)), null, "ntk"));
    expect(relativeError(slope, want)).toBeLessThan(1e-7);
  });

  it("pass through masks, also of attention and global means", () => {
    const net = stax.serial(
      conv({ strides: [2, 2] }),
      stax.relu(),
      stax.globalSelfAttention(4, 4, 4, 2, { bStd: 0.2 }),
      stax.globalAvgPool(),
    );
    const hidden = Array.from(images1.data, (value, k) => (k % 32 < 11 ? 7 : value));
    const x = array(hidden, { shape: images1.shape });
    const shown = x.notEqual(7).astype("float64");
    const kernel = (at: NDArray) => net.kernel(at, images2, "ntk", { maskConstant: 7 });
    expect(relativeError(traced(kernel, x), kernel(x).data)).toBeLessThan(1e-12);
    const direction = normal(key(6), images1.shape, { dtype: "float64" }).mul(shown);
    const [, slope] = jvp(kernel, [x], [direction]);
    const want = difference((t) => kernel(x.add(direction.mul(t))));
    expect(relativeError(slope, want)).toBeLessThan(1e-7);
  });

  it("pass through graphs, at the input and behind activations", () => {
    const net = stax.serial(
      ...[stax.aggregate(), stax.dense(8, { wStd: 1.2, bStd: 0.1 }), stax.relu()],
      ...[stax.aggregate(), stax.globalAvgPool(), stax.dense(1)],
    );
    const x = normal(key(9), [3, 4, 2], { dtype: "float64" });
    const other = normal(key(10), [2, 4, 2], { dtype: "float64" });
    const edges = (count: number, seed: number) =>
      array(
        Float64Array.from({ length: count * 16 }, (_, k) =>
          Math.round(Math.sin(k * k + seed) ** 2),
        ),
        { shape: [count, 4, 4] },
      );
    const pattern = [edges(3, 1), edges(2, 5)] as const;
    const kernel = (at: NDArray) => net.kernel(at, other, "ntk", { pattern });
    expect(relativeError(traced(kernel, x), kernel(x).data)).toBeLessThan(1e-12);
    const direction = normal(key(11), [3, 4, 2], { dtype: "float64" });
    const [, slope] = jvp(kernel, [x], [direction]);
    const want = difference((t) => kernel(x.add(direction.mul(t))));
    expect(relativeError(slope, want)).toBeLessThan(1e-7);
  });
});
