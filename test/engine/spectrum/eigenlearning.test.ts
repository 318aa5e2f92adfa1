import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eigvalsh, gram, random, spectrum, stax } from "../../../engine/index.js";

const shallow = stax.serial(
  stax.dense(1, { wStd: Math.SQRT2 }),
  stax.relu(),
  stax.dense(1, { wStd: 1 }),
);

/** All corners of a cube. */
const corners = (dim: number) =>
  Array.from({ length: 2 ** dim }, (_, i) =>
    Array.from({ length: dim }, (_, j) => ((i >> j) & 1 ? -1 : 1)),
  );

describe("eigenlearning", () => {
  test("shares out n samples among the modes, for any spectrum, scale and ridge", () => {
    const lists = fc.array(
      fc.tuple(fc.double({ min: -30, max: 3, noNaN: true }), fc.integer({ min: 1, max: 50 })),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(
        lists,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.integer({ min: -20, max: 5 }),
        (list, share, exponent) => {
          const coefficients = list.map(([power]) => 10 ** power);
          const of = {
            ...spectrum.sphere(coefficients, { dim: 3, levels: list.length }),
          };
          const rank = of.multiplicities.sum().item();
          const n = share * rank;
          const { conservation, kappa, learnabilities } = spectrum.eigenlearning(of, {
            n,
            ridge: 10 ** exponent,
          });
          expect(kappa).toBeGreaterThan(0);
          expect(Math.abs(conservation / n - 1)).toBeLessThan(1e-12);
          expect(learnabilities.data.every((value) => value >= 0 && value <= 1)).toBe(true);
        },
      ),
    );
  });

  test("learns all modes when there are more samples than modes: κ = 0, E₀ = n/(n − rank)", () => {
    const cube = spectrum.hypercube([1, 1], { dim: 4 });
    const { kappa, e0, testMse, trainMse } = spectrum.eigenlearning(cube, {
      n: 10,
      noiseVariance: 1,
    });
    expect(kappa).toBe(0);
    expect(e0).toBeCloseTo(2, 14);
    expect(testMse).toBeCloseTo(2, 14);
    expect(trainMse).toBeCloseTo(0.5, 14);
  });

  test("agrees with kernel regression on random corners of a cube", () => {
    const dim = 7;
    const points = corners(dim);
    const ridge = 0.02;
    const n = 32;
    const kernel = shallow.kernel(points, null, "ntk");
    const target = points.map(([a = 0, b = 0, c = 0]) => a + b * c);
    const predicted = spectrum.eigenlearning(spectrum.hypercube(shallow, { dim }), {
      n,
      ridge,
      targetPower: [0, 1, 1, 0, 0, 0, 0, 0],
    });
    const errors = random.split(random.key(3), 40).map((key) => {
      const train = Array.from(random.permutation(key, points.length).data.slice(0, n), Number);
      const missed = spectrum.regressOn(kernel, { train, ridge }).predict(target).sub(target);
      return missed.mul(missed).mean().item();
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    // The framework is a limit of many modes; at 128 points without replacement it is right to a few percent.
    expect(mean / predicted.testMse).toBeGreaterThan(0.85);
    expect(mean / predicted.testMse).toBeLessThan(1.1);
  });
});

describe("the spectrum of a kernel matrix", () => {
  test("on all corners of a cube is the cube's", () => {
    const of = spectrum.ofMatrix(shallow.kernel(corners(5), null, "ntk"));
    const cube = spectrum.hypercube(shallow, { dim: 5 });
    const repeated = [...cube.eigenvalues.data]
      .flatMap((value, k) => new Array<number>(cube.multiplicities.data[k] ?? 0).fill(value))
      .sort((a, b) => b - a);
    of.eigenvalues.data.forEach((value, i) => {
      expect(value).toBeCloseTo(repeated[i] ?? NaN, 14);
    });
  });

  test("of a matrix that is not symmetric is refused, with the entries that differ", () => {
    const kernel = [[1, 2], [3, 4]]; // prettier-ignore
    expect(() => spectrum.ofMatrix(kernel)).toThrow(
      /not symmetric: \[1, 0\] is 3 and \[0, 1\] is 2/,
    );
    // Kernels in single precision are symmetric to rounding.
    expect(() => spectrum.ofMatrix([[1, 0.5], [0.5 + 1e-6, 1]])).not.toThrow(); // prettier-ignore
  });

  test("splits the targets' power among orthonormal eigenfunctions", () => {
    const x = random.normal(random.key(1), [20, 3]);
    const y = random.normal(random.key(2), [20, 2]);
    const { eigenfunctions, targetPower } = spectrum.ofMatrix(gram(x), y);
    expect(targetPower.sum().item()).toBeCloseTo(y.mul(y).sum().item() / 20, 12);
    const products = gram(eigenfunctions.transpose()).div(20);
    expect(products.get(3, 3)).toBeCloseTo(1, 12);
    expect(products.get(3, 4)).toBeCloseTo(0, 12);
  });
});

describe("as many samples as modes, or more", () => {
  const cube = spectrum.hypercube(shallow, { dim: 8 });
  const first = [0, 1, 0, 0, 0, 0, 0, 0, 0];

  test("learn all where nothing disturbs: the error goes to 0 at the rank, too", () => {
    const rank = cube.eigenvalues.data.reduce(
      (sum, value, k) => sum + (value > 0 ? (cube.multiplicities.data[k] as number) : 0),
      0,
    );
    const errors = [rank - 1, rank, rank + 1].map(
      (n) => spectrum.eigenlearning(cube, { n, targetPower: first }).testMse,
    );
    expect(errors[0]).toBeGreaterThan(0);
    expect(errors.slice(1)).toEqual([0, 0]);
    expect(spectrum.eigenlearning(cube, { n: rank, noiseVariance: 0.1 }).testMse).toBe(Infinity);
  });

  test.each(["float64", "float32"] as const)(
    "of a %s kernel count its modes, not the rounding of its zeros: E₀ = n/(n − rank)",
    (dtype) => {
      const x = random.normal(random.key(3), [100, 5]).astype(dtype);
      const s = spectrum.ofMatrix(gram(x), x.slice([], 0));
      expect(s.eigenvalues.data.filter((value) => value !== 0)).toHaveLength(5);
      const { kappa, e0, testMse, trainMse } = spectrum.eigenlearning(s, {
        ...{ n: 20, noiseVariance: 0.1, targetPower: s.targetPower },
      });
      expect(kappa).toBe(0);
      expect(e0).toBeCloseTo(20 / 15, 14);
      // The target lies in the kernel's span, to the precision of its entries.
      expect(testMse).toBeCloseTo((0.1 * 20) / 15, dtype === "float64" ? 13 : 5);
      expect(trainMse).toBeCloseTo((0.1 * 15) / 20, dtype === "float64" ? 13 : 5);
    },
  );
});

describe("measures of a spectrum", () => {
  test("effective dimension falls from the rank to 0 as the ridge grows", () => {
    expect(spectrum.effectiveDimension([4, 1, 0.25, 0], 0)).toBe(3);
    expect(spectrum.effectiveDimension([4, 1, 0.25], 1)).toBeCloseTo(1.5, 14);
  });

  test("the participation ratio counts equal eigenvalues, at any scale", () => {
    expect(spectrum.participationRatio([1e-300, 1e-300, 0])).toBeCloseTo(2, 14);
    expect(spectrum.participationRatio([1e300, 0])).toBe(1);
  });

  test("a kernel made of the targets is aligned with them, one orthogonal to them is not", () => {
    const y = [1, -1, 2];
    const outer = y.map((a) => y.map((b) => a * b));
    expect(spectrum.alignment(outer, y)).toBeCloseTo(1, 14);
    expect(
      spectrum.alignment(
        [
          [1, 1],
          [1, 1],
        ],
        [1, -1],
      ),
    ).toBeCloseTo(0, 14);
  });

  test.each([0.3, 1, 2.5])(
    "Marchenko and Pastur's density integrates to what is not at 0 (ratio %f)",
    (ratio) => {
      const { lower, upper, massAtZero, density } = spectrum.marchenkoPastur({
        ratio,
        variance: 1.7,
      });
      // λ = middle − half·cos t takes the square roots at the edges away.
      const steps = 4000;
      let [mass, mean] = [0, 0];
      for (let i = 0; i < steps; i++) {
        const t = (Math.PI * (i + 0.5)) / steps;
        const lambda = (lower + upper) / 2 - ((upper - lower) / 2) * Math.cos(t);
        const share = density(lambda) * ((upper - lower) / 2) * Math.sin(t) * (Math.PI / steps);
        mass += share;
        mean += share * lambda;
      }
      expect(mass).toBeCloseTo(1 - massAtZero, 6);
      expect(mean).toBeCloseTo(1.7, 6);
    },
  );

  test("the fit finds the ratio and the variance of random features", () => {
    const x = random.normal(random.key(0), [600, 150]);
    const { ratio, variance } = spectrum.fitMarchenkoPastur(eigvalsh(gram(x.transpose()).div(600)));
    expect(ratio).toBeCloseTo(0.25, 2);
    expect(variance).toBeCloseTo(1, 1);
  });
});
