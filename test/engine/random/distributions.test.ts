import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError, ShapeError } from "../../../engine/errors.js";
import * as random from "../../../engine/random/index.js";
import { normalQuantile } from "../../../engine/special/normal-quantile.js";

const seeds = fc.integer();

describe("keys", () => {
  test("the same key gives the same numbers, split keys others", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const key = random.key(seed);
        const [a, b] = random.split(key);
        const draw = (k: random.Key): string => random.uniform(k, [3]).toString();
        expect(draw(key)).toBe(draw(random.key(seed)));
        expect(new Set([key, a, b, random.foldIn(key, 7)].map(draw)).size).toBe(4);
      }),
    );
  });

  test("keys made of a legacy key are legacy keys", () => {
    const key = random.key(1, { partitionable: false });
    expect(random.split(key, 1)[0]?.partitionable).toBe(false);
    expect(random.foldIn(key, 1).partitionable).toBe(false);
  });

  test("a bigint seed fills both words", () => {
    expect(random.key(2n ** 40n + 7n).words).toEqual([256, 7]);
    expect(random.key(-1).words).toEqual([0xffffffff, 0xffffffff]);
  });

  test.each([0.5, NaN, 2 ** 53])("the seed %d is refused", (seed) => {
    expect(() => random.key(seed)).toThrow(DomainError);
    expect(() => random.foldIn(random.key(0), seed)).toThrow(DomainError);
  });

  test("a part of a partitionable array is that of the whole", () => {
    const key = random.key(3);
    expect(random.uniform(key, [10]).rows(0, 4).toArray()).toEqual(
      random.uniform(key, [4]).toArray(),
    );
  });
});

describe("distributions", () => {
  test("uniform numbers stay in their interval", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        (seed, low, width) => {
          const x = random.uniform(random.key(seed), [20], { minval: low, maxval: low + width });
          expect(x.min().item()).toBeGreaterThanOrEqual(low);
          expect(x.max().item()).toBeLessThanOrEqual(low + width);
        },
      ),
    );
  });

  test.each(["float32", "float64"] as const)(
    "normal numbers have the normal moments, in %s",
    (dtype) => {
      const n = 100_000;
      const x = random.normal(random.key(5), [n], { dtype });
      expect(x.dtype).toBe(dtype);
      // Standard errors of the first four moments: √(1/n), √(2/n), √(15/n), √(96/n); five of them.
      [0, 1, 0, 3].forEach((moment, k) => {
        const error = 5 * Math.sqrt(([1, 2, 15, 96][k] as number) / n);
        expect(
          Math.abs(
            x
              .pow(k + 1)
              .mean()
              .item() - moment,
          ),
        ).toBeLessThan(error);
      });
    },
  );

  test.each([
    [0.1, 0.25334710313579983],
    [0.3, 0.8416212335729142],
    [0.42, 1.4050715603096324],
    [0.43, 1.4757910281791706],
    [0.49, 2.3263478740408408],
    [0.4999, 3.7190164854557084],
    [0.4999999, 5.199337582187471],
    [0.49999999999, 6.706023143414748],
  ])("the normal quantile at ½ + %d, computed with 40 digits", (q, want) => {
    // Two rational functions and a division: a handful of ulps.
    expect(Math.abs(normalQuantile(q) / want - 1)).toBeLessThan(8 * Number.EPSILON);
    expect(normalQuantile(-q)).toBe(-normalQuantile(q));
  });

  test("permutations hold every number once, rows stay whole", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 50 }), (seed, n) => {
        const order = random.permutation(random.key(seed), n);
        expect(Array.from(order.data).sort((a, b) => a - b)).toEqual([...Array(n).keys()]);
      }),
    );
    const rows = random.permutation(random.key(1), [
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    expect([...rows].map((row) => row.get(0) === row.get(1))).toEqual([true, true, true]);
  });

  test("integers fill their range evenly", () => {
    const x = random.randint(random.key(2), [10_000], -2, 3);
    const counts = [-2, -1, 0, 1, 2].map((value) => x.equal(value).sum().item());
    // Binomial with p = 1/5: five standard deviations are 200.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  test("impossible requests are refused", () => {
    const key = random.key(0);
    expect(() => random.randint(key, [1], 3, 3)).toThrow(DomainError);
    expect(() => random.randint(key, [1], 0.5, 3)).toThrow(DomainError);
    expect(() => random.bernoulli(key, 1.5, [1])).toThrow(DomainError);
    expect(() => random.permutation(key, -1)).toThrow(DomainError);
    expect(() => random.uniform(key, [-1])).toThrow(ShapeError);
    expect(() => random.split(key, 1.5)).toThrow(DomainError);
  });
});
