// Networks of one hidden layer, and inputs, whose kernels random finite networks have as means.
import { array, type NDArray } from "../../../engine/array/index.js";
import * as stax from "../../../engine/stax/index.js";
import type { AnyLayer } from "../../../engine/stax/index.js";

export const options = { wStd: 1.4, bStd: 0.2 } as const;
const conv = (width = 16) => stax.conv(width, [3, 3], { ...options, padding: "SAME" });
export const readout = stax.dense(4, { wStd: 1.1, bStd: 0.1 });

/** Numbers without a pattern. */
export function noise(...shape: number[]): NDArray {
  const size = shape.reduce((product, length) => product * length, 1);
  return array(
    Float64Array.from({ length: size }, (_, i) => Math.sin(1 + i * i) + 0.1),
    { shape },
  );
}

const images = noise(2, 3, 3, 2);
export const sequences = noise(2, 4, 3);
export const rows = noise(2, 5);
/** Of the first sequence two pixels count, of the second three. */
export const masked = array(
  (sequences.toArray() as number[][][]).map((example, n) =>
    example.map((pixel, k) => (k < 2 + n ? pixel : [7, 7, 7])),
  ),
);
export const pattern = array([
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
export const attention = (settings: stax.AttentionOptions, keys = 32) =>
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

export type Case = readonly [name: string, net: AnyLayer, x: NDArray];

export const cases: readonly Case[] = [
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
