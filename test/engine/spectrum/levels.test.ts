import { afterEach, describe, expect, test } from "vitest";
import { displaySymbol, type MimeBundle } from "../../../engine/display/display.js";
import {
  array,
  eigvalsh,
  flows,
  gram,
  matmul,
  random,
  setDefaultDtype,
  spectrum,
  stax,
} from "../../../engine/index.js";

const relu = stax.serial(stax.dense(1, { wStd: Math.SQRT2 }), stax.relu(), stax.dense(1));
const cube = spectrum.hypercube(relu, { dim: 6 });
/** Each eigenvalue as often as it occurs. */
const repeated = [...cube.eigenvalues.data].flatMap((value, k) =>
  new Array<number>(cube.multiplicities.data[k] ?? 0).fill(value),
);

describe("levels count as often as they occur", () => {
  test("in the effective dimension and the participation ratio", () => {
    expect(spectrum.effectiveDimension(cube, 0.05)).toBeCloseTo(
      spectrum.effectiveDimension(repeated, 0.05),
      12,
    );
    expect(spectrum.participationRatio(cube)).toBeCloseTo(
      spectrum.participationRatio(repeated),
      12,
    );
  });

  test("whether they are a spectrum's, plain lists or one by one", () => {
    const { domain, ...arrays } = cube;
    expect(domain).toBe("cube in 6 dimensions");
    const lists = {
      eigenvalues: cube.eigenvalues.toArray(),
      multiplicities: [...cube.multiplicities.data],
    };
    const options = { n: 12, ridge: 0.01 };
    const { kappa } = spectrum.eigenlearning(cube, options);
    expect(spectrum.eigenlearning(arrays, options).kappa).toBe(kappa);
    expect(spectrum.eigenlearning(lists as never, options).kappa).toBe(kappa);
    expect(spectrum.eigenlearning(repeated, options).kappa / kappa).toBeCloseTo(1, 12);
    const samples = array([4, 12]);
    expect(spectrum.learningCurve(arrays, samples, { ridge: 0.01 }).kappa.data[1]).toBe(kappa);
  });
});

describe("what is no spectrum is refused:", () => {
  const levels = { eigenvalues: [1, 0.5], multiplicities: [1, 2] };
  test.each([
    ["a multiplicity too few", { ...levels, multiplicities: [1] }, {}, /multiplicities.*2 levels/],
    ["a negative one", { ...levels, multiplicities: [1, -2] }, {}, /multiplicities\[1\] is -2/],
    ["an endless one", { ...levels, multiplicities: [1, Infinity] }, {}, /\[1\] is Infinity/],
    ["a NaN", { ...levels, eigenvalues: [NaN, 1] }, {}, /eigenvalues\[0\] is NaN; use a number/],
    ["a matrix", [[1, 2]], {}, /eigenvalues has shape \[1, 2\]; give a list/],
    ["negative power", levels, { targetPower: [1, -1] }, /targetPower\[1\] is -1/],
    ["power that is NaN", levels, { targetPower: [NaN, 1] }, /targetPower\[0\] is NaN/],
  ])("%s", (_, of, options, message) => {
    expect(() => spectrum.eigenlearning(of, { n: 2, ...options })).toThrow(message);
  });

  test("samples that are no list", () => {
    expect(() => spectrum.learningCurve(levels, [2], { n: 3 } as object)).toThrow(
      /learningCurve: there is no option "n"/,
    );
    expect(() => spectrum.learningCurve(levels, 5)).toThrow(/samples have shape \[\]/);
  });

  test("more eigenfunctions than a number counts", () => {
    expect(() => spectrum.hypercube([1, 1], { dim: 2000 })).toThrow(
      /of the cube in 2000 dimensions has more eigenfunctions than the largest number/,
    );
    expect(() => spectrum.sphere([1, 1], { dim: 1000, levels: 600 })).toThrow(/use fewer/);
    expect(spectrum.hypercube([1, 1], { dim: 1000 }).multiplicities.max().item()).toBeLessThan(
      Infinity,
    );
  });
});

describe("alignment", () => {
  test.each([1e-200, 1e200])("is the same at the scale %f", (scale) => {
    const y = [1, -1, 2];
    const kernel = gram(random.normal(random.key(0), [3, 2]));
    expect(
      spectrum.alignment(
        kernel.mul(scale),
        y.map((value) => value * scale),
      ),
    ).toBeCloseTo(spectrum.alignment(kernel, y), 14);
  });
});

describe("Marchenko and Pastur's law of data with a signal", () => {
  const noise = random.normal(random.key(3), [600, 150]);

  test("is that of the noise, and the signal is outside of it", () => {
    const direction = random.normal(random.key(5), [1, 150]).div(Math.sqrt(150));
    const signal = matmul(random.normal(random.key(4), [600, 1]).mul(4), direction);
    const values = eigvalsh(gram(noise.add(signal).transpose()).div(600));
    const { ratio, variance, outliers } = spectrum.fitMarchenkoPastur(values);
    expect(outliers).toHaveLength(1);
    expect(outliers[0]).toBe(values.max().item());
    expect(ratio).toBeCloseTo(0.25, 2);
    expect(variance).toBeCloseTo(1, 2);
  });

  test.each([
    [2, 100],
    [5, 25],
    [10, 100],
    [1, 1e8],
  ])("however strong it is: %i columns of variance %i", (columns, variance) => {
    const x = random
      .normal(random.key(8), [400, 100])
      .mul(Array.from({ length: 100 }, (_, j) => (j < columns ? Math.sqrt(variance) : 1)));
    const fitted = spectrum.fitMarchenkoPastur(eigvalsh(gram(x.transpose()).div(400)));
    expect(fitted.outliers).toHaveLength(columns);
    const show = Reflect.get(fitted, displaySymbol) as () => MimeBundle;
    expect(show()["text/plain"]).toContain(columns === 1 ? " 1 outlier:" : ` ${columns} outliers:`);
    expect(Math.abs(fitted.variance - 1)).toBeLessThan(0.05);
    expect(fitted.distance).toBeLessThan(0.05);
  });

  test("is far from eigenvalues of another law", () => {
    const powers = Array.from({ length: 1000 }, (_, i) => (i + 1) ** -1);
    expect(spectrum.fitMarchenkoPastur(powers).distance).toBeGreaterThan(0.05);
    expect(() => spectrum.fitMarchenkoPastur([-5, 1, 2, 30])).toThrow(/eigenvalue -5 is negative/);
  });

  test.each([
    [40, 60],
    [120, 60],
    [5, 50],
    [10, 8],
  ])("has no outlier in pure noise: %i features, %i samples", (p, n) => {
    const keys = random.split(random.key(6), 20);
    const found = keys.map((key) => {
      const x = random.normal(key, [n, p]);
      return spectrum.fitMarchenkoPastur(eigvalsh(gram(x.transpose()).div(n)));
    });
    expect(found.map(({ outliers }) => outliers.length)).toEqual(keys.map(() => 0));
    const mean = found.reduce((sum, { ratio }) => sum + ratio, 0) / found.length;
    expect(Math.abs(mean / (p / n) - 1)).toBeLessThan(0.25);
  });
});

test("the circle's eigenvalues are those of the kernel matrix on it", () => {
  for (const points of [16, 33]) {
    const x = Array.from({ length: points }, (_, i) => [
      Math.SQRT2 * Math.cos((2 * Math.PI * i) / points),
      Math.SQRT2 * Math.sin((2 * Math.PI * i) / points),
    ]);
    const matrix = eigvalsh(relu.kernel(x, null, "ntk")).div(points).data;
    const circle = spectrum.circle(relu, { points });
    const every = [...circle.eigenvalues.data]
      .flatMap((value, k) => new Array<number>(circle.multiplicities.data[k] ?? 0).fill(value))
      .sort((a, b) => a - b);
    every.forEach((value, i) => {
      expect(Math.abs(value - (matrix[i] ?? NaN))).toBeLessThan(1e-14);
    });
  }
});

describe("κ", () => {
  test.each([
    // Σ of what is missed above = Σ of what is learnt below: κ² is a product of its neighbours.
    [{ eigenvalues: [1, 1e-100, 1e-200, 1e-300] }, 3, 0, 1e-250],
    [{ eigenvalues: [1, 0.5] }, 2, 1e-300, Math.sqrt(1e-300 / 3)],
    [
      { eigenvalues: [1, 0.1, 0.01], multiplicities: [1, 10, 45] },
      56,
      1e-30,
      Math.sqrt(1e-30 / 4601),
    ],
  ])("lies in gaps as deep as they are: %o, n = %i, δ = %f", (of, n, ridge, wanted) => {
    const { kappa, e0, trainMse } = spectrum.eigenlearning(of, { n, ridge, noiseVariance: 1 });
    expect(kappa / wanted).toBeCloseTo(1, 9);
    expect(e0).toBeLessThan(Infinity);
    expect(trainMse).toBeLessThan(Infinity);
  });

  test("gives errors to all digits where all is learnt but for κ", () => {
    // κ = δ/(n − 1) = δ, 1 − L = δ, E₀ = n/(n − 1) = 2: errors 2δ² and (δ/(nκ))² 2δ² = ½δ².
    const ridge = 1e-14;
    const { testMse, trainMse } = spectrum.eigenlearning([1], { n: 2, ridge, targetPower: [1] });
    expect(testMse / (2 * ridge ** 2)).toBeCloseTo(1, 12);
    expect(trainMse / (0.5 * ridge ** 2)).toBeCloseTo(1, 12);
  });
});

describe("whatever the default dtype is", () => {
  afterEach(() => {
    setDefaultDtype("float64");
  });

  test("lists keep their digits", () => {
    const wanted = spectrum.sphere([0.1, 0.2, 0.3], { dim: 3 }).eigenvalues.data;
    const power = { n: 1, targetPower: [0.1, 0.2] };
    const error = spectrum.eigenlearning([0.3, 0.1], power).testMse;
    setDefaultDtype("float32");
    expect(spectrum.sphere([0.1, 0.2, 0.3], { dim: 3 }).eigenvalues.data).toEqual(wanted);
    expect(spectrum.eigenlearning([0.3, 0.1], power).testMse).toBe(error);
  });

  test("two moons have it", () => {
    setDefaultDtype("float32");
    expect(flows.twoMoons(random.key(0), 4).dtype).toBe("float32");
  });
});

test("nothing is refused by name", () => {
  expect(() => spectrum.eigenlearning(null as never, { n: 1 })).toThrow(/null/);
  expect(() => spectrum.sphere(null as never, { dim: 3 })).toThrow(/null/);
  expect(() => spectrum.marchenkoPastur({ ratio: "2" as never })).toThrow(/ratio = 2; use/);
});
