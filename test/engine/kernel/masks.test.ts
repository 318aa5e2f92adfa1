// Masked pixels behind images or sequences change nothing: not what finite networks give, not their kernels.
import { describe, expect, it } from "vitest";
import { array, type NDArray } from "../../../engine/array/index.js";
import { key } from "../../../engine/random/key.js";
import * as stax from "../../../engine/stax/index.js";
import type { AnyLayer, Layer } from "../../../engine/stax/index.js";
import { relativeError } from "./networks.js";
import { NAMES, traced } from "./tracing.js";

const MASK = 7;
const options = { wStd: 1.3, bStd: 0.4 } as const;
const same = { ...options, padding: "SAME" } as const;
const conv = () => stax.conv(4, [3], same);
const pooled = (...layers: AnyLayer[]): Layer =>
  stax.serial(conv(), ...layers, stax.dense(4, options), stax.erf(), stax.globalAvgPool());

/** Layers behind which it is told which pixels count; as many pixels a stride as before. */
const layers: readonly (readonly [string, AnyLayer])[] = [
  ["avgPool", stax.avgPool([2], { strides: [2], padding: "SAME" })],
  ["sumPool", stax.sumPool([3], { padding: "SAME" })],
  ["convTranspose", stax.convTranspose(4, [3], { ...same, strides: [2] })],
  ["convTranspose of gaps", stax.convTranspose(4, [2], { ...same, strides: [3] })],
  ["layerNorm over pixels", stax.layerNorm({ axis: [1, -1], eps: 0.1 })],
  ["index", stax.index([0, 6, 2])],
];

function sequences(...rows: (readonly number[] | number)[]): NDArray {
  const pixel = (one: readonly number[] | number) => (typeof one === "number" ? [one, one] : one);
  return array([rows.map(pixel), rows.map(pixel).map(([a = 0, b = 0]) => [b, a - 0.5 * b])]);
}

const rows = [
  [1, 0.3],
  [-0.2, 2],
  [0.4, -1.1],
  [1.7, 0.6],
];
const short = sequences(...rows);
const long = array(
  (short.toArray() as number[][][]).map((one) => [...one, [MASK, MASK], [MASK, MASK]]),
);

describe.each(layers)("%s", (_, layer) => {
  const net = pooled(layer);

  it("has the kernels of the pixels that count", () => {
    const got = net.kernel(long, null, NAMES, { maskConstant: MASK });
    const want = net.kernel(short, null, NAMES);
    for (const kernel of NAMES) {
      expect(relativeError(got[kernel], want[kernel].data)).toBeLessThan(1e-14);
    }
    const differentiated = traced(
      (x: NDArray) => net.kernel(x, null, "ntk", { maskConstant: MASK }),
      long,
    );
    expect(relativeError(differentiated, want.ntk.data)).toBeLessThan(1e-13);
  });

  it("gives what the pixels that count give", () => {
    const { params } = net.init(key(1), short.shape);
    const got = net.apply(params, long, { maskConstant: MASK });
    expect(relativeError(got, net.apply(params, short).data)).toBeLessThan(1e-14);
  });
});

it("sums over a graph's edges leave masked nodes out, at the input, too", () => {
  const net = stax.serial(stax.aggregate(), stax.dense(4, options), stax.relu(), stax.flatten());
  const graph = Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (__, j) => i + j));
  const pattern = array([graph, graph]);
  const given = { maskConstant: MASK, pattern: [pattern, null] } as const;
  const { ntk, cov1 } = net.kernel(long, null, ["ntk", "cov1"], given);
  const own = graph.slice(0, 4).map((row) => row.slice(0, 4));
  const alone = { pattern: [array([own, own]), null] } as const;
  const want = net.kernel(short, null, ["ntk", "cov1"], alone);
  // Flattened, a kernel is a mean over all pixels.
  expect(relativeError(ntk.mul(6 / 4), want.ntk.data)).toBeLessThan(1e-14);
  expect(relativeError(cov1.mul(6 / 4), want.cov1.data)).toBeLessThan(1e-14);
});

it("resized images and products count by the nearest pixel, and by what they hold", () => {
  const rhs = [0, 1, 2, 3, 4, 5].map((i) => [Number(i < 2), Number(i > 2), Number(i > 3)]);
  const sums = stax.dotGeneral({
    rhs,
    dimensionNumbers: [
      [[1], [0]],
      [[], []],
    ],
  });
  for (const [layer, counted] of [
    [stax.imageResize([3]), [1, 1, 0]],
    [sums, [1, 1, 0]],
  ] as const) {
    const net = stax.serial(layer, stax.dense(4, options));
    const { params } = net.init(key(1), long.shape);
    const y = net.apply(params, long, { maskConstant: MASK });
    const { cov1 } = net.kernel(long, null, ["cov1"], { maskConstant: MASK });
    counted.forEach((one, pixel) => {
      expect(Number(cov1.get(0, pixel) > 0)).toBe(one);
      expect(Number(y.get(0, pixel, 0) !== 0)).toBe(one);
    });
  }
});
