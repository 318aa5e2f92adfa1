import { describe, expect, it } from "vitest";
import { concat, take, type NDArray } from "../../../engine/array/index.js";
import { gpInference } from "../../../engine/predict/index.js";
import { key } from "../../../engine/random/key.js";
import { normal } from "../../../engine/random/normal.js";
import * as stax from "../../../engine/stax/index.js";
import type { Layer } from "../../../engine/stax/index.js";
import { relativeError } from "./networks.js";

const options = { wStd: 1.3, bStd: 0.2 } as const;
const deep = (activation: stax.AnyLayer) =>
  stax.serial(
    ...[stax.dense(8, options), activation, stax.dense(8, options), activation],
    ...[stax.dense(8, options), stax.layerNorm(), stax.dense(1)],
  );
const rows = normal(key(1), [6, 4]);
const images = normal(key(2), [6, 3, 3, 2]);
const conv = () => stax.conv(8, [2, 2], { ...options, padding: "SAME" });

const networks: readonly (readonly [string, Layer, NDArray])[] = [
  ["relu", deep(stax.relu()), rows],
  ["erf", deep(stax.erf()), rows],
  ["tanh", deep(stax.tanh()), rows],
  ["elu", deep(stax.elu()), rows],
  ["hardTanh", deep(stax.hardTanh()), rows],
  ["pooled images", stax.serial(conv(), stax.relu(), stax.globalAvgPool()), images],
  ["flattened images", stax.serial(conv(), stax.hardTanh(), stax.flatten()), images],
  [
    "attention",
    stax.serial(conv(), stax.globalSelfAttention(8, 8, 8, 2, { bStd: 0.2 }), stax.flatten()),
    images,
  ],
];

const order = [3, 0, 5, 1, 4, 2];
const pick = (x: NDArray, axes: readonly number[]) =>
  axes.reduce((all, axis) => take(all, order, axis), x);

describe.each(networks)("kernels of %s", (_name, { kernel }, x) => {
  const names = ["nngp", "ntk"] as const;
  const whole = kernel(x, null, names);

  // Expansions are made for the rows that there are, whose order rounds them differently.
  it("permute with their rows", () => {
    const own = kernel(pick(x, [0]), null, names);
    const across = kernel(pick(x, [0]), x, names);
    for (const name of names) {
      expect(relativeError(own[name], pick(whole[name], [0, 1]).data)).toBeLessThan(1e-14);
      expect(relativeError(across[name], pick(whole[name], [0]).data)).toBeLessThan(1e-14);
    }
  });

  it("repeat where rows do", () => {
    const twice = kernel(concat([x, x]), null, names);
    for (const name of names) {
      const [first, second] = [
        [0, 6],
        [6, 12],
      ] as const;
      const block = twice[name].slice(first, first).data;
      for (const [i, j] of [
        [first, second],
        [second, first],
        [second, second],
      ] as const) {
        // Products of attention's pixels are added up in another order where blocks of rows begin elsewhere.
        expect(relativeError(twice[name].slice(i, j), block)).toBeLessThan(1e-14);
      }
      expect(relativeError(twice[name].slice(first, first), whole[name].data)).toBeLessThan(1e-14);
    }
  });

  it("give predictions that permute with the rows asked for, and repeat with them", () => {
    const predict = (at: NDArray) =>
      gpInference(kernel, x.rows(0, 4), normal(key(3), [4, 2]), at, {
        ...{ get: "ntk", diagReg: 0.1, computeCov: true },
      });
    const [straight, turned] = [predict(x), predict(pick(x, [0]))];
    // The regularised kernel's condition number is below 100.
    expect(relativeError(turned.mean, pick(straight.mean, [0]).data)).toBeLessThan(1e-12);
    expect(relativeError(turned.covariance, pick(straight.covariance, [0, 1]).data)).toBeLessThan(
      1e-12,
    );
    const doubled = predict(concat([x, x])).mean;
    expect(relativeError(doubled.rows(6, 12), doubled.rows(0, 6).data)).toBeLessThan(1e-12);
  });
});
