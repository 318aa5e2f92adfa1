import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { FloatDtype } from "../../../engine/array/dtype.js";
import { NDArray } from "../../../engine/array/ndarray.js";
import {
  conv,
  convInputGradient,
  convKernelGradient,
  convTranspose,
} from "../../../engine/convolution/index.js";
import { DomainError, ShapeError } from "../../../engine/errors.js";
import { addressOf } from "../../../engine/wasm/recycling.js";
import { setThreads, threads } from "../../../engine/wasm/pool.js";
import { bits, distance, dtypes, epsilon, noise } from "../linalg/matrices.js";
import {
  modelConv,
  modelInputGradient,
  modelKernelGradient,
  modelShape,
  type Case,
} from "./model.js";

const initialThreads = threads();
afterEach(() => setThreads(initialThreads));

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

function random(shape: readonly number[], seed: number): NDArray<"float64"> {
  const { data } = noise(1, size(shape), "float64", seed);
  return new NDArray(Float64Array.from(data), shape, "float64");
}

const small = fc.integer({ min: 1, max: 3 });
const pair = fc.tuple(small, small);
const edge = fc.tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: -1, max: 3 }));

/** Any convolution whose kernel fits. */
const anyCase: fc.Arbitrary<Case> = fc
  .record({
    images: fc.integer({ min: 1, max: 3 }),
    input: fc.tuple(fc.integer({ min: 2, max: 7 }), fc.integer({ min: 2, max: 7 })),
    kernel: pair,
    taken: fc.integer({ min: 1, max: 5 }),
    width: fc.integer({ min: 1, max: 5 }),
    groups: fc.constantFrom(1, 1, 2, 3),
    strides: pair,
    dilation: pair,
    inputDilation: pair,
    padding: fc.tuple(edge, edge),
    seed: fc.nat(),
  })
  .map((one) => ({
    x: random([one.images, ...one.input, one.taken * one.groups], one.seed),
    w: random([...one.kernel, one.taken, one.width * one.groups], one.seed + 1),
    strides: one.strides,
    padding: one.padding,
    dilation: one.dilation,
    inputDilation: one.inputDilation,
    groups: one.groups,
  }))
  .filter((one) => modelShape(one)[1] > 0 && modelShape(one)[2] > 0);

function optionsOf({ strides, padding, dilation, inputDilation, groups }: Case) {
  return { strides, padding, dilation, inputDilation, groups };
}

describe.each(dtypes)("a convolution in %s", (dtype: FloatDtype) => {
  // Sums of k products of numbers below 1 (Higham 2002, §3.1), with the model's own error.
  const tolerance = (k: number) => 2 * k * k * epsilon[dtype];

  it("equals the definition, whatever strides, pads, dilations and groups", () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const got = conv(one.x.astype(dtype), one.w.astype(dtype), optionsOf(one));
        const want = modelConv(round(one, dtype));
        expect(got.shape).toEqual(want.shape);
        expect(got.dtype).toBe(dtype);
        expect(distance(got, want)).toBeLessThanOrEqual(tolerance(one.w.size));
      }),
      { numRuns: 150 },
    );
  });

  it("has the adjoints that the definition has", () => {
    fc.assert(
      fc.property(anyCase, (exact) => {
        const one = round(exact, dtype);
        const g = random(modelShape(one), 17).astype(dtype);
        const [x, w] = [one.x.astype(dtype), one.w.astype(dtype)];
        const ofX = convInputGradient(g, w, x.shape, optionsOf(one));
        const ofW = convKernelGradient(x, g, w.shape, optionsOf(one));
        expect(ofX.shape).toEqual(x.shape);
        expect(ofW.shape).toEqual(w.shape);
        const terms = Math.max(one.w.size, g.size);
        expect(distance(ofX, modelInputGradient(one, g))).toBeLessThanOrEqual(tolerance(terms));
        expect(distance(ofW, modelKernelGradient(one, g))).toBeLessThanOrEqual(tolerance(terms));
      }),
      { numRuns: 150 },
    );
  });

  it.each([1, 2])("equals the definition where results are large: %i groups", (groups) => {
    const window = { strides: [1, 1], dilation: [1, 1], inputDilation: [1, 1] } as const;
    const exact: Case = {
      ...{ x: random([3, 37, 41, 4], 5), w: random([3, 3, 4 / groups, 10], 6), groups, ...window },
      padding: [
        [1, 1],
        [2, 0],
      ],
    };
    const one = round(exact, dtype);
    const got = conv(one.x.astype(dtype), one.w.astype(dtype), optionsOf(one));
    expect(addressOf(got.data)).not.toBeNull();
    expect(distance(got, modelConv(one))).toBeLessThanOrEqual(tolerance(one.w.size));
  });

  it("gives the same bits on 1, 2 and 3 threads, and for an image alone", () => {
    const x = random([7, 40, 40, 12], 1).astype(dtype);
    const w = random([5, 5, 12, 33], 2).astype(dtype);
    const all = [1, 2, 3].map((n) => {
      setThreads(n);
      const g = conv(x, w, { padding: "SAME" });
      const gradient = convInputGradient(g, w, x.shape, { padding: "SAME" });
      return { g, text: bits(g, gradient, convKernelGradient(x, g, w.shape, { padding: "SAME" })) };
    });
    expect(new Set(all.map(({ text }) => text)).size).toBe(1);
    const alone = conv(x.slice([3, 4]), w, { padding: "SAME" });
    expect(bits(alone)).toBe(bits((all[0]?.g as NDArray).slice([3, 4])));
  });

  it("sums over more taps than one slab holds, and to more filters than one block", () => {
    const one: Case = {
      ...{ x: random([1, 2, 2, 900], 3), w: random([2, 2, 900, 1030], 4), groups: 1 },
      ...{ strides: [1, 1], dilation: [1, 1], inputDilation: [1, 1], padding: [] },
    };
    const rounded = round(one, dtype);
    const got = conv(one.x.astype(dtype), one.w.astype(dtype));
    expect(distance(got, modelConv(rounded))).toBeLessThan(3600 * 30 * epsilon[dtype]);
  });
});

/** The numbers that float32 has. */
function round(one: Case, dtype: FloatDtype): Case {
  const rounded = (a: NDArray) => a.astype(dtype).astype("float64");
  return { ...one, x: rounded(one.x), w: rounded(one.w) };
}

const row = (...values: number[]) =>
  new NDArray(Float64Array.from(values), [1, values.length, 1], "float64");
const kernel = (...values: number[]) =>
  new NDArray(Float64Array.from(values), [values.length, 1, 1], "float64");
const flat = (a: NDArray) => [...a.data];

describe("padding", () => {
  it("SAME keeps ⌈length/stride⌉ places, the odd pixel behind", () => {
    expect(flat(conv(row(1, 2, 3, 4), kernel(1, 10), { padding: "SAME" }))).toEqual([
      21, 32, 43, 4,
    ]);
    expect(
      conv(row(1, 2, 3, 4, 5), kernel(1, 1, 1), { padding: "SAME", strides: 2 }).shape,
    ).toEqual([1, 3, 1]);
  });

  it("CIRCULAR sees the opposite edge, as often as the kernel reaches around", () => {
    expect(flat(conv(row(1, 2, 3), kernel(1, 10, 100), { padding: "CIRCULAR" }))).toEqual([
      213, 321, 132,
    ]);
    const wide = kernel(1, 1, 1, 1, 1, 1, 1);
    expect(flat(conv(row(1, 2), wide, { padding: "CIRCULAR" }))).toEqual([11, 10]);
  });

  it("is refused with the choices when it does not exist", () => {
    expect(() => conv(row(1, 2), kernel(1), { padding: "same" as "SAME" })).toThrow(DomainError);
    expect(() =>
      conv(row(1, 2), kernel(1), {
        padding: [
          [1, 2],
          [3, 4],
        ],
      }),
    ).toThrow(/1 spatial axes/);
    const one = [[1]] as unknown as [[number, number]];
    expect(() => conv(row(1, 2), kernel(1), { padding: one })).toThrow(/\[before, after\]/);
    const circular = { padding: "CIRCULAR", inputDilation: 2 } as const;
    expect(() => conv(row(1, 2), kernel(1), circular)).toThrow(/not defined with an inputDilation/);
  });
});

it("sums of no channels are zeros, whatever memory held before", () => {
  expect(flat(conv(row(1, 2, 3, 4), kernel(1, 1, 1)))).toEqual([6, 9]);
  expect(flat(conv(random([2, 4, 0], 1), random([3, 0, 1], 2)))).toEqual([0, 0, 0, 0]);
});

describe("the transposed convolution", () => {
  // Lengths that jax.lax.conv_transpose documents: SAME n·s, VALID n·s + max(k − s, 0).
  it.each([
    [3, 1],
    [2, 2],
    [3, 2],
    [5, 3],
    [1, 4],
  ])("has JAX's lengths for a kernel of %i and stride %i", (k, stride) => {
    const x = random([2, 6, 3], 5);
    const w = random([k, 3, 2], 6);
    expect(convTranspose(x, w, { strides: stride, padding: "SAME" }).shape).toEqual([
      2,
      6 * stride,
      2,
    ]);
    expect(convTranspose(x, w, { strides: stride }).shape).toEqual([
      ...[2, 6 * stride + Math.max(k - stride, 0), 2],
    ]);
  });

  it("repeats pixels under a kernel of ones as long as the stride", () => {
    const x = new NDArray(Float64Array.from([1, 2, 3]), [1, 3, 1], "float64");
    const ones = new NDArray(Float64Array.from([1, 1]), [2, 1, 1], "float64");
    expect([...convTranspose(x, ones, { strides: 2 }).data]).toEqual([1, 1, 2, 2, 3, 3]);
  });
});

describe("a convolution that does not fit", () => {
  const x = random([1, 4, 4, 3], 1);
  it("says which channels differ", () => {
    expect(() => conv(x, random([2, 2, 2, 5], 2))).toThrow(
      /x \[1, 4, 4, 3\] has 3 channels and w \[2, 2, 2, 5\] takes 2/,
    );
  });
  it("says that the kernel is too large", () => {
    expect(() => conv(x, random([5, 5, 3, 1], 2))).toThrow(/does not fit into x of shape/);
  });
  it("says which shapes images have", () => {
    expect(() => conv([1, 2], [[[1]]])).toThrow(ShapeError);
    expect(() => conv(x, random([2, 3, 1], 2))).toThrow(/channels\/groups, filters\]/);
  });
  it("names an option misspelt", () => {
    expect(() => conv(x, random([2, 2, 3, 1], 2), { stride: 2 } as object)).toThrow(/"stride"/);
  });
});
