import { afterEach, describe, expect, test } from "vitest";
import * as nt from "../../../engine/index.js";
import type { ConvOptions, NDArray } from "../../../engine/index.js";
import { setThreads, threads } from "../../../engine/wasm/pool.js";

// Gradients of float32 under 3 × 3 kernels go through minimal filtering; the same in float64 does not,
// and is what they are compared with.

const initialThreads = threads();
afterEach(() => setThreads(initialThreads));

const noise = (seed: number, ...shape: number[]): NDArray =>
  nt.random.normal(nt.random.key(seed), shape, { dtype: "float32" });
const wide = (x: NDArray): NDArray => x.astype("float64");
const values = (x: NDArray): number[] => Array.from(x.data as Float32Array);

interface Case {
  readonly x: readonly [images: number, height: number, width: number, channels: number];
  readonly filters: number;
  readonly padding: Exclude<NonNullable<ConvOptions["padding"]>, "CIRCULAR">;
}

/** Odd and even outputs, the least, several blocks of channels and filters, strips that end within an image. */
const cases: readonly Case[] = [
  { x: [2, 8, 8, 16], filters: 16, padding: "SAME" },
  { x: [3, 9, 7, 32], filters: 24, padding: "VALID" },
  { x: [1, 4, 5, 16], filters: 16, padding: "VALID" },
  { x: [2, 2, 3, 24], filters: 40, padding: "SAME" },
  { x: [1, 21, 30, 32], filters: 32, padding: "SAME" },
  { x: [2, 5, 6, 104], filters: 72, padding: "SAME" },
  { x: [1, 6, 6, 256], filters: 264, padding: "SAME" },
  {
    x: [2, 6, 8, 16],
    filters: 24,
    padding: [
      [2, 0],
      [0, 3],
    ],
  },
  {
    x: [2, 9, 8, 16],
    filters: 24,
    padding: [
      [-1, 1],
      [2, -2],
    ],
  },
];

/**
 * Each sum of products rounds by less than 16 u of what its terms have in size (Higham 2002, §3.1, whose
 * factor grows with the length only in the worst case); a wrong transform is off by the size itself.
 */
function expectClose(found: NDArray, wanted: NDArray, size: NDArray): void {
  expect(found.dtype).toBe("float32");
  expect(found.shape).toEqual(wanted.shape);
  const off = nt.abs(wide(found).sub(wanted)).max().item();
  expect(off).toBeLessThanOrEqual(16 * 2 ** -24 * size.max().item());
}

describe.each(cases)(
  "$x with $filters filters, padding $padding",
  ({ x: shape, filters, padding }) => {
    const x = noise(1, ...shape);
    const w = noise(2, 3, 3, shape[3], filters);
    const options = { padding };
    const g = noise(3, ...nt.conv(x, w, options).shape);

    test("the input gradient is that of float64", () => {
      const gradient = (a: NDArray, b: NDArray) => nt.convInputGradient(a, b, shape, options);
      const size = gradient(nt.abs(wide(g)), nt.abs(wide(w)));
      expectClose(gradient(g, w), gradient(wide(g), wide(w)), size);
    });

    test("the kernel gradient is that of float64", () => {
      const gradient = (a: NDArray, b: NDArray) => nt.convKernelGradient(a, b, w.shape, options);
      const size = gradient(nt.abs(wide(x)), nt.abs(wide(g)));
      expectClose(gradient(x, g), gradient(wide(x), wide(g)), size);
    });
  },
);

describe("examples", () => {
  // Large enough that threads are called.
  const x = noise(4, 6, 8, 40, 36, 24);
  const g = noise(5, 6, 8, 40, 36, 16);
  const gradient = (a: NDArray, b: NDArray) =>
    nt.convKernelGradient(a, b, [3, 3, 24, 16], { padding: "SAME" });
  const one = (array: NDArray, k: number): NDArray => array.slice(k);

  test("the input gradient of an image is the same in any batch", () => {
    const w = noise(6, 3, 3, 16, 16);
    const images = noise(7, 4, 7, 10, 16);
    const of = (some: NDArray) =>
      nt.convInputGradient(some, w, [some.shape[0] ?? 0, 7, 10, 16], { padding: "SAME" });
    expect(values(of(images.slice([2, 3])))).toEqual(values(of(images).slice([2, 3])));
  });

  test("threads change no bit", () => {
    const w = noise(8, 3, 3, 24, 16);
    const both = () => {
      const images = nt.convInputGradient(one(g, 0), w, [8, 40, 36, 24], { padding: "SAME" });
      return [...values(images), ...values(nt.vmap(gradient)(x, g))];
    };
    setThreads(1);
    const alone = both();
    setThreads(3);
    const together = both();
    expect(together.every((value, k) => value === alone[k])).toBe(true);
  });
});

test("no image gives a gradient of zeros", () => {
  const gradient = nt.convKernelGradient(
    nt.zeros([0, 6, 6, 16], { dtype: "float32" }),
    nt.zeros([0, 4, 4, 16], { dtype: "float32" }),
    [3, 3, 16, 16],
  );
  expect(values(gradient).every((value) => value === 0)).toBe(true);
});
