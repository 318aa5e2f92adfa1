import { describe, expect, it } from "vitest";
import { array, exp, type NDArray } from "../../../engine/array/index.js";
import { grad, jacfwd, jacrev } from "../../../engine/autodiff/index.js";
import type { Scale } from "../../../engine/kernel/scale.js";
import { key } from "../../../engine/random/key.js";
import { normal } from "../../../engine/random/normal.js";
import * as stax from "../../../engine/stax/index.js";
import { errorOf, extrapolated } from "./tracing.js";

const x = normal(key(1), [3, 4, 2], { dtype: "float64" });

const DEVIATIONS = ["wKeyStd", "wQueryStd", "wValueStd", "wOutStd", "bStd", "wPosEmbStd"] as const;

const kinds: Readonly<Record<string, stax.AttentionOptions>> = {
  "softmax attention": { posEmbType: "SUM", posEmbDecay: (d) => Math.exp(-d) },
  "rectified attention": { attentionMechanism: "RELU", posEmbType: "CONCAT", valPosEmb: true },
  "independent attention": {
    ...{ linearScaling: false, attentionMechanism: "IDENTITY" },
    ...{ posEmbType: "SUM", posEmbDecay: "1/(1+d)", valPosEmb: true },
  },
};

const attention = (name: string, options: stax.AttentionOptions) =>
  stax.globalSelfAttention(4, 4, 4, 2, {
    ...{ wKeyStd: 1.2, wQueryStd: 0.9, wValueStd: 1.1, wOutStd: 0.8, bStd: 0.3, wPosEmbStd: 0.7 },
    ...kinds[name],
    ...options,
  });

describe.each(Object.keys(kinds))("derivatives of %s", (name) => {
  it.each(DEVIATIONS)("by %s are those that differences show", (deviation) => {
    for (const get of ["nngp", "ntk"] as const) {
      const of = (std: Scale) =>
        stax
          .serial(
            stax.conv(4, [2], { padding: "SAME" }),
            attention(name, { [deviation]: std }),
            stax.relu(),
            stax.globalAvgPool(),
            stax.dense(1),
          )
          .kernel(x, null, get);
      const want = extrapolated((t) => of(0.7 + t));
      expect(errorOf(jacfwd(of)(array(0.7)), want), get).toBeLessThan(1e-9);
      expect(errorOf(jacrev(of)(array(0.7)), want), get).toBeLessThan(1e-9);
    }
  });

  it.each(DEVIATIONS)("by %s exist for finite networks", (deviation) => {
    const { params } = attention(name, {}).init(key(2), x.shape);
    const of = (std: Scale) => attention(name, { [deviation]: std }).apply(params, x);
    const want = extrapolated((t) => of(0.7 + t));
    expect(errorOf(jacfwd(of)(array(0.7)), want)).toBeLessThan(1e-9);
  });
});

it("refuses a deviation below 0 and a decay made of arrays inside of transforms", () => {
  const of = (wKeyStd: NDArray) =>
    stax.globalSelfAttention(4, 4, 4, 2, { wKeyStd }).kernel(x, null, "nngp").sum();
  expect(() => grad(of)(array(-1))).toThrow(/wKeyStd = -1; use a finite number from 0/);
  const decaying = (rate: NDArray) => {
    const posEmbDecay = (d: number) => exp(rate.mul(-d)) as never;
    return attention("softmax attention", { posEmbDecay }).kernel(x, null, "nngp").sum();
  };
  expect(() => grad(decaying)(array(1))).toThrow(/posEmbDecay gives an array/);
});
