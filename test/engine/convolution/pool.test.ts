import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NDArray } from "../../../engine/array/ndarray.js";
import { avgPool, conv, maxPool } from "../../../engine/convolution/index.js";
import { spreadInto, sumPoolInto } from "../../../engine/convolution/pool-values.js";
import { DomainError, ShapeError } from "../../../engine/errors.js";
import { poolingOf } from "../../../engine/convolution/pool-geometry.js";
import { noise } from "../linalg/matrices.js";

const images = (shape: readonly number[], seed: number) => {
  const size = shape.reduce((a, b) => a * b, 1);
  return new NDArray(Float64Array.from(noise(1, size, "float64", seed).data), shape, "float64");
};

const row = (...values: number[]) =>
  new NDArray(Float64Array.from(values), [1, values.length, 1], "float64");

const anyPooling = fc
  .record({
    input: fc.tuple(fc.integer({ min: 3, max: 7 }), fc.integer({ min: 3, max: 7 })),
    // A vector of channels of either dtype, what is less, and what is left over.
    channels: fc.integer({ min: 1, max: 11 }),
    window: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    padding: fc.constantFrom("SAME" as const, "VALID" as const, "CIRCULAR" as const),
    seed: fc.nat(),
  })
  .map((one) => ({ ...one, x: images([2, ...one.input, one.channels], one.seed) }));

describe("pooling", () => {
  it("averages as a convolution with equal weights does, channel by channel", () => {
    fc.assert(
      fc.property(anyPooling, ({ x, window, strides, padding, channels }) => {
        const weight = 1 / (window[0] * window[1]);
        const data = new Float64Array(window[0] * window[1] * channels).fill(weight);
        const w = new NDArray(data, [...window, 1, channels], "float64");
        const want = conv(x, w, { strides, padding, groups: channels });
        const got = avgPool(x, window, { strides, padding });
        expect(got.shape).toEqual(want.shape);
        // Nine terms below 1, each with two roundings.
        got.data.forEach((value, i) => {
          expect(Math.abs(value - (want.data[i] as number))).toBeLessThan(20 * 2 ** -53);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("leaves a constant constant when edges are normalised", () => {
    fc.assert(
      fc.property(anyPooling, ({ x, window, strides, padding }) => {
        const threes = new NDArray(Float64Array.from(x.data).fill(3), x.shape, "float64");
        const got = avgPool(threes, window, { strides, padding, normalizeEdges: true });
        expect([...got.data]).toEqual(new Array<number>(got.size).fill(3));
      }),
      { numRuns: 30 },
    );
  });

  it("takes the largest pixel of each window, never the padding", () => {
    expect([...maxPool(row(-1, -5, -2, -4), 2, { padding: "SAME" }).data]).toEqual([
      -1, -2, -2, -4,
    ]);
    expect([...maxPool(row(1, 2, 3), 3, { padding: "CIRCULAR" }).data]).toEqual([3, 3, 3]);
    expect([...maxPool(row(1, NaN, 3, 4), 2).data]).toEqual([NaN, NaN, 4]);
  });

  it("has a sum whose adjoint spreads: ⟨g, sum(x)⟩ = ⟨spread(g), x⟩", () => {
    fc.assert(
      fc.property(anyPooling, ({ x, window, strides }) => {
        const { geometry } = poolingOf("sum", x, window, { strides, padding: "SAME", known: [] });
        const [sums, back] = [new Float64Array(outSize(geometry)), new Float64Array(x.size)];
        sumPoolInto(sums, Float64Array.from(x.data), geometry);
        const g = sums.map((_, i) => Math.sin(i));
        spreadInto(back, g, geometry);
        const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
          Array.from(a, (value, i) => value * (b[i] as number)).reduce((s, v) => s + v, 0);
        expect(dot(back, x.data)).toBeCloseTo(dot(g, sums), 11);
      }),
      { numRuns: 30 },
    );
  });

  it("sums and spreads whole numbers of float32 as those of float64", () => {
    fc.assert(
      fc.property(anyPooling, ({ x, window, strides }) => {
        const { geometry } = poolingOf("sum", x, window, { strides, padding: "SAME", known: [] });
        const whole = Float64Array.from(x.data, (value) => Math.round(100 * value));
        const [wide, narrow] = [
          new Float64Array(outSize(geometry)),
          new Float32Array(outSize(geometry)),
        ];
        sumPoolInto(wide, whole, geometry);
        sumPoolInto(narrow, Float32Array.from(whole), geometry);
        expect([...narrow]).toEqual([...wide]);
        const [back, narrowBack] = [new Float64Array(x.size), new Float32Array(x.size)];
        spreadInto(back, wide, geometry);
        spreadInto(narrowBack, narrow, geometry);
        expect([...narrowBack]).toEqual([...back]);
      }),
      { numRuns: 30 },
    );
  });

  it("says what is not possible", () => {
    expect(() => maxPool(row(1, 2), 3)).toThrow(ShapeError);
    expect(() => maxPool(row(1, 2), 0)).toThrow(DomainError);
    expect(() => avgPool(row(1, 2), 2, { padding: [[2, 0]] })).toThrow(/without a pixel/);
    expect(() => maxPool(row(1, 2), 2, { normalizeEdges: true } as object)).toThrow(/no option/);
  });
});

const outSize = ({
  images: n,
  output,
  filters,
}: {
  images: number;
  output: readonly [number, number];
  filters: number;
}) => n * output[0] * output[1] * filters;
