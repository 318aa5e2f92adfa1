import { describe, expect, test } from "vitest";
import * as nt from "../../../engine/index.js";
import type { ConvOptions, NDArray } from "../../../engine/index.js";

const noise = (...shape: number[]): NDArray =>
  nt.array(
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(5 * i * i)),
    { shape },
  );

const channels = 3;
const x = noise(2, 6, 7, channels);
const w = noise(3, 2, 1, channels);

/** The same filters between all channels, zero off the diagonal: w[y, x, 0, c] δ_cf. */
const dense = (kernel: NDArray): NDArray => kernel.mul(nt.eye(channels));

const cases: readonly ConvOptions[] = [
  {},
  { padding: "SAME" },
  { padding: "CIRCULAR" },
  { strides: [2, 1], padding: "SAME" },
  { dilation: [1, 3] },
  { inputDilation: 2, padding: "SAME" },
  { strides: 3, inputDilation: [2, 1], dilation: 2 },
];

function expectClose(found: NDArray, wanted: NDArray): void {
  expect(found.shape).toEqual(wanted.shape);
  expect(nt.abs(found.sub(wanted)).max().item()).toBeLessThanOrEqual(1e-13);
}

describe.each(cases)("a filter for each channel alone, %o", (options) => {
  const alone = (a: NDArray, k: NDArray) => nt.conv(a, k, { ...options, groups: channels });
  const whole = (a: NDArray, k: NDArray) => nt.conv(a, dense(k), options);

  test("is the convolution with a kernel that is zero between channels", () => {
    expectClose(alone(x, w), whole(x, w));
  });

  test("and so are both gradients", () => {
    const total = (f: typeof alone) => (a: NDArray, k: NDArray) => nt.sin(f(a, k)).sum();
    for (const argnums of [0, 1]) {
      const found = nt.jacrev(total(alone), { argnums })(x, w);
      expectClose(found, nt.jacrev(total(whole), { argnums })(x, w));
    }
  });
});
