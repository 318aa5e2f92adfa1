import { describe, expect, it } from "vitest";
import { ones, zeros } from "../../../engine/array/index.js";
import { NtkbookError } from "../../../engine/errors.js";
import { key } from "../../../engine/random/key.js";
import * as stax from "../../../engine/stax/index.js";

// What untyped cells may pass, and types do not allow.
const any = (value: unknown) => value as never;
const rows = ones([2, 4]);
const sequences = ones([2, 5, 3]);
const attention = (options: unknown) => stax.globalSelfAttention(2, 2, 2, 2, any(options));
const dot = (options: unknown) => stax.dotGeneral(any({ rhs: ones([5]), ...(options as object) }));
const paired = (lhs: readonly number[], rhs: readonly number[]) => ({
  dimensionNumbers: [
    [lhs, rhs],
    [[], []],
  ],
});

it.each<readonly [string, () => unknown, RegExp]>([
  ["a deviation of NaN", () => attention({ wKeyStd: NaN }), /wKeyStd = NaN; use a finite number/],
  ["a negative deviation", () => attention({ wOutStd: -1 }), /wOutStd = -1/],
  ["a deviation that is a word", () => attention({ wValueStd: "a" }), /wValueStd = a/],
  ["a negative bias", () => attention({ bStd: -1 }), /bStd = -1; .* or null/],
  ["a norm of 0", () => attention({ posEmbPNorm: 0 }), /posEmbPNorm = 0/],
  ["half a channel", () => attention({ nChanPosEmb: 2.5 }), /nChanPosEmb = 2.5/],
  ["a length of 0", () => attention({ posEmbDecay: "exp(-d/0)" }), /posEmbDecay = "exp\(-d\/0\)"/],
  [
    "a decay that grows",
    () =>
      attention({ posEmbType: "SUM", posEmbDecay: (d: number) => d }).kernel(
        sequences,
        null,
        "nngp",
      ),
    /posEmbDecay gives 1 at distance 1 and 0 at 0/,
  ],
  ["an infinite ε", () => stax.layerNorm({ eps: Infinity }), /eps = Infinity/],
  [
    "an axis named twice",
    () => stax.layerNorm({ axis: [-1, 2] }).kernel(sequences, null, "nngp"),
    /no axis twice/,
  ],
  [
    "channels cut",
    () => stax.index(1, 1).apply([], sequences),
    /2 slices for an array of shape \[5\]/,
  ],
  ["a window that is a number", () => stax.conv(2, any(3)), /the window is 3/],
  ["no window", () => stax.avgPool(any(undefined)), /the window is undefined/],
  ["no shape", () => stax.imageResize(any(undefined)), /shape = undefined/],
  ["a mode that does not exist", () => stax.dropout(0.5, any({ mode: "eval" })), /mode = "eval"/],
  [
    "windows of two axes on sequences",
    () => stax.sumPool([2, 2]).kernel(sequences, null, "nngp"),
    /sumPool \(layer 1 of 1\) works on 2 spatial axes and gets pixels of shape \[5\]/,
  ],
  [
    "pooling of rows",
    () => stax.globalAvgPool().kernel(rows, null, "nngp"),
    /works on pixels and gets pixels of shape \[\]/,
  ],
  ["an axis in words", () => stax.layerNorm({ axis: any("last") }), /axis = "last"; give/],
  [
    "branches side by side along the examples",
    () =>
      stax
        .serial(
          stax.fanOut(2),
          stax.parallel(stax.dense(2), stax.dense(2)),
          ...[stax.fanInConcat(0)],
        )
        .kernel(rows, null, "nngp"),
    /stax.fanInConcat: axis = 0; use -1/,
  ],
  [
    "graphs of other pixels",
    () =>
      stax
        .serial(stax.avgPool([2]), stax.aggregate())
        .kernel(sequences, null, "nngp", { pattern: [zeros([2, 5, 5]), null] }),
    /gets 4 nodes of shape \[4\], and the graphs are on the 5 of the inputs/,
  ],
  [
    "a mask in words",
    () => stax.dense(2).kernel(sequences, null, "nngp", any({ maskConstant: "7" })),
    /maskConstant = "7"; give the number/,
  ],
  ["no functions", () => stax.elementwise(any(undefined), any(undefined)), /fn is undefined; give/],
  ["a layer for a map", () => stax.elementwise((x) => x, any({})), /nngpFn is an object/],
  ["no function", () => stax.elementwiseNumerical(any(undefined)), /fn is undefined; give/],
  [
    "weights that are NaN",
    () => dot({ rhs: [[NaN]], ...paired([1], [0]) }),
    /rhs of shape \[1, 1\] holds NaN/,
  ],
  ["no axes", () => dot({}), /dimensionNumbers = undefined; give/],
  ["axes without lists", () => dot({ dimensionNumbers: [[1], [0]] }), /give \[\[lhs, rhs\]/],
  ["lists of two lengths", () => dot(paired([1], [])), /give \[\[lhs, rhs\]/],
  [
    "an axis contracted twice",
    () => dot(paired([1, 1], [0, 0])).apply([], sequences),
    /axis 1 of x is named twice/,
  ],
  [
    "a graph of rows",
    () => stax.aggregate().apply([], rows, { pattern: ones([2, 1, 1]) }),
    /no nodes/,
  ],
  [
    "one pattern for a pair",
    () => stax.aggregate().kernel(sequences, null, "nngp", { pattern: any(ones([2, 5, 5])) }),
    /pattern is no pair/,
  ],
  [
    "edges that are NaN",
    () =>
      stax
        .aggregate()
        .kernel(sequences, null, "nngp", { pattern: [ones([2, 5, 5]).mul(NaN), null] }),
    /pattern\[0\] holds NaN/,
  ],
  ["branches of two shapes", () => stax.fanInSum().apply([], [rows, ones([2, 1])]), /must agree/],
  ["factors of two shapes", () => stax.fanInProd().apply([], [rows, ones([1, 4])]), /must agree/],
  [
    "neighbours of two shapes",
    () => stax.fanInConcat().init(key(0), [sequences.shape, [2, 4, 3]]),
    /must agree/,
  ],
  [
    "one signal for two layers",
    () => stax.parallel(stax.dense(2), stax.dense(2)).init(key(0), any(rows.shape)),
    /1 signals for 2 layers/,
  ],
  [
    "an option of kernels",
    () => stax.dense(1).kernel(rows, null, "ntk", any({ mask: 0 })),
    /"mask"/,
  ],
  [
    "an option of networks",
    () => stax.relu().apply([], rows, any({ key: key(0) })),
    /no option "key"; use rng/,
  ],
])("%s is refused by name", (_, attempt, message) => {
  expect(attempt).toThrow(NtkbookError);
  expect(attempt).toThrow(message);
});

describe("branches and single signals are not taken for each other", () => {
  const layer = () => stax.dense(3);
  const params = layer().init(key(0), rows.shape).params;
  it.each<readonly [string, stax.AnyLayer, unknown, RegExp]>([
    ["a layer on branches", stax.serial(stax.fanOut(2), layer()), [[], params], /takes one branch/],
    [
      "the identity on branches",
      stax.serial(stax.fanOut(2), stax.identity(), stax.fanInProd()),
      [[], [], []],
      /identity .layer 2 of 3. takes one branch and gets 2/,
    ],
    [
      "a composition on branches",
      stax.serial(stax.fanOut(2), stax.serial(layer())),
      [[], [params]],
      /takes one branch/,
    ],
    ["a sum of one signal", stax.serial(layer(), stax.fanInSum()), [params, []], /gets one/],
    [
      "the sum of a single branch",
      stax.serial(stax.fanOut(1), stax.parallel(layer()), stax.fanInSum()),
      [[], [params], []],
      /gets one/,
    ],
  ])("%s is refused by init, apply and kernel alike", (_, net, parameters, message) => {
    expect(() => net.init(key(0), rows.shape)).toThrow(message);
    expect(() => net.apply(any(parameters), rows)).toThrow(message);
    expect(() => net.kernel(rows, null, "nngp")).toThrow(message);
  });

  it("rows that are arrays are a batch", () => {
    const [a, b] = [ones([4]), zeros([4])];
    expect(stax.serial(layer()).apply([params], any([a, b])).shape).toEqual([2, 3]);
  });
});

it("an option of attention that is undefined leaves the default", () => {
  const layer = attention({ bStd: undefined, wKeyStd: undefined });
  const kernel = layer.kernel(sequences, null, "nngp");
  expect(kernel.toArray()).toEqual(attention({}).kernel(sequences, null, "nngp").toArray());
});

describe("no examples give no outputs", () => {
  it.each<readonly [string, stax.Layer]>([
    ["convLocal", stax.convLocal(2, [2])],
    ["globalSelfAttention", attention({ posEmbType: "SUM" })],
    ["aggregate", stax.aggregate()],
    ["flatten", stax.flatten()],
  ])("%s", (_, layer) => {
    const x = zeros([0, 5, 3]);
    const { params, outputShape } = layer.init(key(0), x.shape);
    expect(layer.apply(params, x, { pattern: zeros([0, 5, 5]) }).shape).toEqual(outputShape);
  });
});
