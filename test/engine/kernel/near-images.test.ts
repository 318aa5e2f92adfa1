// Images that differ by a millionth, behind layers that mix pixels and activations that have kinks.
import { describe, expect, it } from "vitest";
import { array, concat, type NDArray } from "../../../engine/array/index.js";
import * as stax from "../../../engine/stax/index.js";
import type { Layer } from "../../../engine/stax/index.js";
import { relativeError } from "./networks.js";

const PIXELS = 8;
const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
const pixel = (p: number, c: number) =>
  round(Math.sin(1.3 + 1.7 * p + 2.9 * c + 0.3 * p * c) + 0.4, 3);
const noise = (p: number, c: number) => round(10 * Math.cos(3.1 * p + 1.1 * c + 0.5), 0);

/** Numbers of an image's pixels and channels. */
const imageOf = (value: (p: number, c: number) => number) =>
  Array.from({ length: PIXELS }, (_, p) => [value(p, 0), value(p, 1)]);

/** An image, and factor · (image + size · noise). */
function twins(factor: number, size = 2 ** -23): NDArray {
  const twin = imageOf((p, c) => factor * (pixel(p, c) + noise(p, c) * size));
  return array([imageOf(pixel), twin]);
}

/** Another image, then the two. */
const three = () => concat([array([imageOf((p, c) => pixel(p + 3, c))]), twins(1)]);

const conv = (bStd: number) => stax.conv(8, [3], { padding: "SAME", wStd: Math.SQRT2, bStd });
const dense = (bStd: number) => stax.dense(8, { wStd: Math.SQRT2, bStd });
const attention = () =>
  stax.globalSelfAttention(8, 4, 4, 1, { linearScaling: true, bStd: 0.3, ...attentionScales });
const attentionScales = { wKeyStd: 1, wQueryStd: 1, wValueStd: 1, wOutStd: 1 } as const;
const halves = { strides: [2] } as const;

const pooled = (middle: Layer, activation: () => Layer = stax.relu, bStd = 0.3) =>
  stax.serial(
    ...[conv(bStd), activation(), middle, conv(bStd), activation()],
    ...[stax.flatten(), dense(bStd)],
  );
const means = () => stax.avgPool([2], halves);
const sums = () => stax.sumPool([2], halves);

describe("the NTK of nearly equal images", () => {
  // By 60-digit arithmetic.
  it.each<readonly [string, Layer, number, number]>([
    ["means of windows", pooled(means()), 1, 2.282585746598060786250125],
    ["sums, of images three times as bright", pooled(sums(), stax.relu, 0), 3, 21.79262709801075],
    [
      "a global mean",
      stax.serial(
        ...[conv(0.3), stax.relu(), stax.globalAvgPool()],
        ...[dense(0.3), stax.relu(), dense(0.3)],
      ),
      1,
      1.76385797709354206889415,
    ],
    [
      "attention",
      stax.serial(
        ...[conv(0.3), stax.relu(), attention(), stax.relu()],
        ...[stax.flatten(), dense(0.3)],
      ),
      1,
      1.360707237552545424862576,
    ],
  ])("is exact behind %s", (_, { kernel }, factor, value) => {
    expect(Math.abs(kernel(twins(factor), null, "ntk").get(0, 1) / value - 1)).toBeLessThan(1e-14);
  });

  // By 60-digit arithmetic; neighbouring pixels are at an angle of a twentieth.
  it.each([
    [15, 5.389663356587875],
    [17, 5.389743570339268],
    [19, 5.389763554384663],
  ])("keeps twelve digits for smooth images and differences of 2^-%i", (exponent, value) => {
    const smooth = (p: number, c: number) =>
      round(Math.sin(1.3 + 0.03 * p + 2.9 * c + 0.005 * p * c) + 0.4, 3);
    const twin = (p: number, c: number) => smooth(p, c) + noise(p, c) * 2 ** -exponent;
    const { kernel } = pooled(means());
    const ntk = kernel(array([imageOf(smooth), imageOf(twin)]), null, "ntk").get(0, 1);
    expect(Math.abs(ntk / value - 1)).toBeLessThan(1e-12);
  });

  it("is exact in float32, to its precision", () => {
    const x = twins(1, 2 ** -12).astype("float32");
    const { kernel } = pooled(means());
    const exact = kernel(x.astype("float64"), null, "ntk");
    expect(relativeError(kernel(x, null, "ntk"), exact.data)).toBeLessThan(5e-7);
  });

  it.each([
    ["an odd one", stax.hardTanh, -1],
    ["an even one", () => stax.abRelu(-1, 1), 1],
  ])("is that of nearly opposite images behind an activation with kinks, %s", (_, phi, sign) => {
    const { kernel } = pooled(means(), phi, 0);
    const same = kernel(twins(1), null, "ntk").get(0, 1);
    const opposite = kernel(twins(-1), null, "ntk").get(0, 1);
    expect(Math.abs(opposite / (sign * same) - 1)).toBeLessThan(1e-14);
  });

  it("has the same bits from either side, and among others", () => {
    const { kernel } = pooled(means());
    const [a, b] = [twins(1), twins(0.5)];
    const all = concat([b, a]);
    const whole = kernel(all, null, "ntk");
    expect(kernel(all, array(all), "ntk").data).toEqual(whole.data);
    expect(kernel(a, null, "ntk").get(1, 0)).toBe(whole.get(3, 2));
  });

  it("counts the pixels of masked images", () => {
    const { kernel } = pooled(attention());
    // 100 stands for no pixel: the last three of all but the first image.
    const x = three();
    const values = x.data.map((value, at) =>
      at < PIXELS * 2 || at % (PIXELS * 2) < (PIXELS - 3) * 2 ? value : 100,
    );
    const masked = array(values, { shape: x.shape });
    const options = { maskConstant: 100 };
    const among = kernel(masked, null, "ntk", options).get(2, 1);
    expect(among).toBe(kernel(masked.rows(1), null, "ntk", options).get(1, 0));
  });

  it("sums over the edges of each image's own graph", () => {
    const net = stax.serial(
      ...[conv(0.3), stax.relu(), stax.aggregate()],
      ...[conv(0.3), stax.relu(), stax.flatten(), dense(0.3)],
    );
    const edges = (step: number) =>
      Array.from({ length: PIXELS }, (_, i) =>
        Array.from({ length: PIXELS }, (_unused, j) => Number((j - i + PIXELS) % PIXELS <= step)),
      );
    const pattern = array([edges(5), edges(1), edges(1)]);
    const x = three();
    const among = net.kernel(x, null, "ntk", { pattern: [pattern, null] });
    const alone = net.kernel(x.rows(1), null, "ntk", { pattern: [pattern.rows(1), null] });
    expect(among.get(2, 1)).toBe(alone.get(1, 0));
    expect(among.get(2, 1)).toBeLessThan(among.get(1, 1));
  });
});
