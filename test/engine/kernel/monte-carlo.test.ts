// Random finite networks of one hidden layer: E[f fᵀ] is the NNGP at any width, and E[J Jᵀ] the NTK, so that a z-test has
// no bias to allow for. J Jᵀ is the mean of (J v)(J v)ᵀ over random directions v.
import { describe, expect, it } from "vitest";
import { array, type NDArray } from "../../../engine/array/index.js";
import { jvp, vmap } from "../../../engine/autodiff/index.js";
import { treeMap } from "../../../engine/core/pytree.js";
import { matmul } from "../../../engine/linalg/index.js";
import { foldIn, key, split, type Key } from "../../../engine/random/key.js";
import { normal } from "../../../engine/random/normal.js";
import * as stax from "../../../engine/stax/index.js";
import {
  attention,
  cases,
  masked,
  noise,
  options,
  pattern,
  readout,
  rows,
  sequences,
  type Case,
} from "./monte-carlo-networks.js";
import { relativeError } from "./networks.js";
import type { Layer } from "../../../engine/stax/index.js";

const optionsFor = (x: NDArray) =>
  x === sequences ? { pattern } : x === masked ? { maskConstant: 7 } : {};

/** f fᵀ and J v (J v)ᵀ over the outputs, of so many random networks: [samples, 2, 2] each. */
function draw(net: Layer, x: NDArray, samples: number): readonly [NDArray, NDArray] {
  const one = (k: Key): [NDArray, NDArray] => {
    const [init, directions, rng] = split(k, 3) as [Key, Key, Key];
    const { params } = net.init(init, x.shape);
    let leaf = 0;
    const v = treeMap((p) => normal(foldIn(directions, leaf++), p.shape), params);
    const apply = (at: typeof params) => net.apply(at, x, { rng, ...optionsFor(x) });
    const [f, slope] = jvp(apply, [params], [v]);
    const square = (y: NDArray) => matmul(y, y, { transposeB: true }).div(y.shape[1] ?? 1);
    return [square(f), square(slope)];
  };
  return vmap(one)(split(key(0), samples));
}

/** Means of the samples are within four of their standard errors, on three entries with fixed seeds, and a bias. */
function agree(net: Layer, x: NDArray, { samples, bias }: { samples: number; bias: number }) {
  const graphs = x === sequences ? { pattern: [pattern, null] as const } : optionsFor(x);
  const kernels = net.kernel(x, null, ["nngp", "ntk"], graphs as object);
  draw(net, x, samples).forEach((drawn, which) => {
    const want = which === 0 ? kernels.nngp : kernels.ntk;
    const mean = drawn.mean(0);
    const error = drawn
      .sub(mean)
      .pow(2)
      .sum(0)
      .div((samples - 1) * samples)
      .sqrt();
    const size = want.get(0, 0) + want.get(1, 1);
    for (const [i, j] of [
      [0, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const [value, allowed] = [want.get(i, j), error.get(i, j)];
      expect(Math.abs(mean.get(i, j) - value)).toBeLessThan(4 * allowed + bias * Math.abs(value));
      // A test that would pass for anything: the error itself must be small.
      expect(allowed).toBeLessThan(0.1 * size);
    }
  });
}

it("pixels that are masked change nothing, with branches and strides too", () => {
  const net = stax.serial(
    stax.conv(6, [2], { ...options, strides: [2], padding: "SAME" }),
    stax.fanOut(2),
    stax.parallel(stax.serial(stax.erf(), stax.dense(6, options)), stax.identity()),
    stax.fanInSum(),
    stax.globalSelfAttention(6, 3, 3, 2),
    stax.globalAvgPool(),
  );
  const { params } = net.init(key(1), [1, 6, 3]);
  const short = noise(4, 3).toArray() as number[][];
  const long = array([...short, [7, 7, 7], [7, 7, 7]]);
  const got = net.apply(params, long.reshape([1, 6, 3]), { maskConstant: 7 });
  const want = net.apply(params, noise(1, 4, 3));
  expect(relativeError(got, want.data)).toBeLessThan(1e-14);
});

describe("random finite networks have the NNGP and the NTK as means", () => {
  it.each(cases)("%s", (_name, net, x) => {
    agree(net, x, { samples: 200, bias: 0 });
  });

  // Scores are means over 32 keys of 32 channels and norms over 32 neurons: relative biases are of order 1/32.
  it.each([
    ["attention by softmax", stax.serial(attention({}), stax.globalAvgPool(), readout), sequences],
    [
      "masked attention by softmax",
      stax.serial(attention({ posEmbType: "SUM" }), stax.globalAvgPool(), readout),
      masked,
    ],
    [
      "attention by absolute values",
      stax.serial(attention({ attentionMechanism: "ABS" }), stax.flatten(), readout),
      sequences,
    ],
    [
      "attention with positions beside the channels",
      stax.serial(
        attention({ posEmbType: "CONCAT", posEmbDecay: (d) => Math.exp(-d), valPosEmb: true }),
        ...[stax.flatten(), readout],
      ),
      sequences,
    ],
    [
      "layerNorm",
      stax.serial(stax.dense(32, options), stax.layerNorm(), stax.relu(), readout),
      rows,
    ],
  ] as readonly Case[])("%s, up to 2/32", (_name, net, x) => {
    agree(net, x, { samples: 150, bias: 2 / 32 });
  });
});
