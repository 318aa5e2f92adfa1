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
import { relativeError } from "./networks.js";
import type { AnyLayer, Layer } from "../../../engine/stax/index.js";

const options = { wStd: 1.4, bStd: 0.2 } as const;
const conv = (width = 16) => stax.conv(width, [3, 3], { ...options, padding: "SAME" });
const readout = stax.dense(4, { wStd: 1.1, bStd: 0.1 });

/** Numbers without a pattern. */
function noise(...shape: number[]): NDArray {
  const size = shape.reduce((product, length) => product * length, 1);
  return array(
    Float64Array.from({ length: size }, (_, i) => Math.sin(1 + i * i) + 0.1),
    { shape },
  );
}

const images = noise(2, 3, 3, 2);
const sequences = noise(2, 4, 3);
const rows = noise(2, 5);
/** Of the first sequence two pixels count, of the second three. */
const masked = array(
  (sequences.toArray() as number[][][]).map((example, n) =>
    example.map((pixel, k) => (k < 2 + n ? pixel : [7, 7, 7])),
  ),
);
const pattern = array([
  [
    [0, 1, 0, 0.5],
    [1, 0, 1, 0],
    [0, 0, 1, 0],
    [0.5, 0, 0, 0],
  ],
  [
    [1, 1, 1, 1],
    [0, 0, 1, 0],
    [0, 1, 0, 1],
    [0, 0, 0, 1],
  ],
]);
/** Behind a wide layer: scores of a few random channels are not those of many. */
const attention = (settings: stax.AttentionOptions, keys = 32) =>
  stax.serial(
    stax.dense(32, options),
    stax.globalSelfAttention(8, keys, 4, 4, {
      ...{ wKeyStd: 1.2, wQueryStd: 0.9, wValueStd: 1.1, wOutStd: 1.3, bStd: 0.3 },
      ...settings,
    }),
  );
const pooled = (...layers: AnyLayer[]) =>
  stax.serial(...layers, stax.relu(), stax.globalAvgPool(), readout);
const branches = (join: AnyLayer) =>
  stax.serial(
    ...[stax.fanOut(2), stax.parallel(stax.dense(16, options), stax.dense(16, { wStd: 0.8 }))],
    ...[join, readout],
  );
const nonlinear = (join: AnyLayer) =>
  stax.serial(
    stax.fanOut(2),
    stax.parallel(
      stax.serial(stax.dense(16, options), stax.erf()),
      stax.serial(stax.dense(16, { wStd: 0.8 }), stax.relu()),
    ),
    ...[join, readout],
  );

type Case = readonly [name: string, net: AnyLayer, x: NDArray];

const cases: readonly Case[] = [
  [
    "dense, in the standard parametrisation with widths of one's own",
    stax.serial(
      stax.dense(16, { ...options, parameterization: "standard", s: [2, 3] }),
      stax.relu(),
      stax.dense(4, { wStd: 1.1, bStd: 0, parameterization: "standard", s: [3, 1] }),
    ),
    rows,
  ],
  [
    "dense, in the maximal update parametrisation",
    stax.serial(
      stax.dense(16, { ...options, parameterization: "mup" }),
      stax.erf(),
      stax.dense(4, { wStd: 1.1, bStd: 0.1, parameterization: "mup" }),
    ),
    rows,
  ],
  [
    "repeat, and identity beside it",
    stax.serial(
      stax.fanOut(2),
      stax.parallel(stax.repeat(stax.dense(5, options), 2), stax.identity()),
      ...[stax.fanInConcat(), readout],
    ),
    rows,
  ],
  [
    "conv with strides and no padding, and means of windows that overlap",
    stax.serial(
      stax.conv(16, [2, 1], { ...options, strides: [1, 2], padding: "VALID" }),
      stax.relu(),
      stax.avgPool([2, 2], { padding: "SAME", normalizeEdges: true }),
      ...[stax.flatten(), readout],
    ),
    images,
  ],
  ["conv and flatten", stax.serial(conv(), stax.relu(), stax.flatten(), readout), images],
  [
    "conv, circular",
    pooled(stax.conv(16, [3, 2], { padding: "CIRCULAR", strides: [2, 1] })),
    images,
  ],
  [
    "conv of one axis and windows",
    stax.serial(stax.conv(16, [2]), stax.erf(), stax.avgPool([2]), stax.flatten(), readout),
    sequences,
  ],
  [
    "convLocal and windows",
    stax.serial(
      ...[stax.convLocal(16, [2, 2], { wStd: 1.2 }), stax.relu()],
      ...[stax.sumPool([2, 2]), stax.flatten(), readout],
    ),
    images,
  ],
  [
    "convTranspose",
    pooled(stax.convTranspose(16, [2, 2], { strides: [2, 2], padding: "SAME", bStd: 0.3 })),
    images,
  ],
  [
    "convTranspose, circular",
    pooled(stax.convTranspose(16, [3, 2], { strides: [2, 1], padding: "CIRCULAR" })),
    images,
  ],
  [
    "imageResize and index",
    pooled(stax.imageResize([4, 5]), conv(), stax.index([0, 3], 1)),
    images,
  ],
  [
    "dotGeneral and globalSumPool",
    stax.serial(
      stax.dense(16, options),
      stax.relu(),
      stax.dotGeneral({
        rhs: [
          [1, 0],
          [0.5, 0],
          [0, 1],
          [0.3, 1],
        ],
        dimensionNumbers: [
          [[1], [0]],
          [[], []],
        ],
      }),
      ...[stax.globalSumPool(), readout],
    ),
    sequences,
  ],
  [
    "aggregate",
    stax.serial(
      stax.aggregate(),
      stax.dense(16),
      stax.relu(),
      stax.aggregate(),
      stax.flatten(),
      readout,
    ),
    sequences,
  ],
  [
    "masked conv and globalAvgPool",
    pooled(stax.conv(16, [2], { ...options, padding: "SAME" })),
    masked,
  ],
  ["dropout", stax.serial(stax.dense(16), stax.relu(), stax.dropout(0.7), readout), rows],
  ["fanInSum", branches(stax.fanInSum()), rows],
  ["fanInConcat", nonlinear(stax.fanInConcat()), rows],
  [
    "an activation of concatenated branches",
    stax.serial(
      ...[stax.fanOut(2), stax.parallel(stax.dense(8), stax.dense(16, { wStd: 2 }))],
      ...[stax.fanInConcat(), stax.relu(), readout],
    ),
    rows,
  ],
  ["fanInProd", nonlinear(stax.fanInProd()), rows],
  [
    "attention of square-root scaling",
    stax.serial(
      attention({ linearScaling: false, attentionMechanism: "IDENTITY", posEmbType: "SUM" }, 8),
      ...[stax.flatten(), readout],
    ),
    sequences,
  ],
];

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
