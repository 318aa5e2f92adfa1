import { describe, expect, it } from "vitest";
import { array, zeros } from "../../../engine/array/create.js";
import { NDArray } from "../../../engine/array/ndarray.js";
import { DomainError, ShapeError } from "../../../engine/errors.js";
import {
  conditionNumber,
  expm,
  inv,
  lstsq,
  matmul,
  matrixPower,
  matrixRank,
  norm,
  pinv,
  trace,
} from "../../../engine/linalg/index.js";
import { at, build, distance, epsilon, noise, product, transposed } from "./matrices.js";

const identity = (n: number) => build(n, n, (i, j) => Number(i === j));

describe("expm", () => {
  it("of a diagonal is the exponential of its elements, to 1e-14", () => {
    const values = [-700, -20, -1, 0, 1e-9, 3, 50, 700];
    const e = expm(build(8, 8, (i, j) => (i === j ? (values[i] as number) : 0)));
    values.forEach((value, i) => {
      // Squaring doubles the relative error each time: about log₂(700) times.
      expect(Math.abs(at(e, i, i) / Math.exp(value) - 1)).toBeLessThanOrEqual(700 * 2e-15);
    });
  });

  it("of a generator of rotations is the rotation", () => {
    for (const angle of [1e-3, 0.2, 0.9, 2, 5, 40]) {
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const rotation = array([
        [c, -s],
        [s, c],
      ]);
      expect(
        distance(
          expm([
            [0, -angle],
            [angle, 0],
          ]),
          rotation,
        ),
      ).toBeLessThanOrEqual(2e-15 * Math.max(1, angle));
    }
  });

  it("of a nilpotent matrix ends: Σ Nᵏ/k!", () => {
    const n = 6;
    const shift = build(n, n, (i, j) => (j === i + 1 ? 0.7 : 0));
    const factorial = (k: number): number => (k <= 1 ? 1 : k * factorial(k - 1));
    const exact = build(n, n, (i, j) => (j < i ? 0 : 0.7 ** (j - i) / factorial(j - i)));
    expect(distance(expm(shift), exact)).toBeLessThanOrEqual(1e-15);
  });

  it("of −A inverts that of A, at every degree and with squaring", () => {
    for (const scale of [0.001, 0.02, 0.1, 0.3, 1, 4]) {
      const a = noise(12, 12, "float64").mul(scale) as NDArray<"float64">;
      const both = matmul(expm(a), expm(a.mul(-1)));
      const growth =
        Math.max(...expm(a).data.map(Math.abs)) * Math.max(...expm(a.mul(-1)).data.map(Math.abs));
      expect(distance(both, identity(12))).toBeLessThanOrEqual(12 * 12 * growth * epsilon.float64);
    }
  });

  it("takes batches and keeps float32", () => {
    expect(expm([[[0]], [[0]]]).toArray()).toEqual([[[1]], [[1]]]);
    expect(expm(noise(3, 3, "float32")).dtype).toBe("float32");
    expect(() => expm([[1, 2]])).toThrow(ShapeError);
  });
});

describe("matrixPower", () => {
  const a = array([
    [1, 1],
    [1, 0],
  ]);

  it("counts Fibonacci's rabbits", () => {
    expect(matrixPower(a, 30).toArray()).toEqual([
      [1346269, 832040],
      [832040, 514229],
    ]);
    expect(matrixPower(a, 0).toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(matrixPower(a, -1).toArray()).toEqual(inv(a).toArray());
    expect(matrixPower([[[2]], [[3]]], 3).toArray()).toEqual([[[8]], [[27]]]);
  });

  it("refuses fractions and what is not square", () => {
    expect(() => matrixPower(a, 0.5)).toThrow(DomainError);
    expect(() => matrixPower([[1, 2]], 2)).toThrow(ShapeError);
  });
});

describe("norms", () => {
  const a = array([
    [1, -2],
    [3, 4],
  ]);

  it("of matrices", () => {
    expect(norm(a, { ord: 1 }).toArray()).toBe(6);
    expect(norm(a, { ord: Infinity }).toArray()).toBe(7);
    expect(Math.abs((norm(a).data[0] as number) - Math.sqrt(30))).toBeLessThanOrEqual(1e-15);
    // σ₁σ₂ = |det| = 10 and σ₁² + σ₂² = 30: (σ₁ + σ₂)² = 50 and (σ₁ − σ₂)² = 10.
    const [sum, difference] = [Math.sqrt(50), Math.sqrt(10)];
    expect(Math.abs((norm(a, { ord: "nuc" }).data[0] as number) - sum)).toBeLessThanOrEqual(4e-15);
    expect(
      Math.abs((norm(a, { ord: 2 }).data[0] as number) - (sum + difference) / 2),
    ).toBeLessThanOrEqual(4e-15);
  });

  it("of vectors", () => {
    expect(norm([3, -4]).toArray()).toBe(5);
    expect(norm([3, -4], { ord: 1 }).toArray()).toBe(7);
    expect(norm([3, -4], { ord: Infinity }).toArray()).toBe(4);
    expect(norm([3, -4], { ord: -Infinity }).toArray()).toBe(3);
    expect(distance(norm([1, 1, 1, 1], { ord: 4 }), array(Math.SQRT2))).toBeLessThanOrEqual(4e-16);
  });

  it("along axes, and of batches", () => {
    expect(
      norm(
        [
          [3, 4],
          [6, 8],
        ],
        { axis: 1 },
      ).toArray(),
    ).toEqual([5, 10]);
    const stack = new NDArray(noise(2, 12, "float64").data as Float64Array, [2, 3, 4], "float64");
    expect(norm(stack, { ord: "fro" }).shape).toEqual([2]);
    expect(distance(norm(stack, { ord: 1, axis: [2, 1] }), norm(stack, { ord: Infinity }))).toBe(0);
  });

  it("of nothing are 0, as NumPy's", () => {
    for (const ord of ["fro", "nuc", 1, 2, Infinity] as const) {
      expect(norm(zeros([0, 3]), ord).toArray()).toBe(0);
      expect(norm(zeros([2, 3, 0]), ord).toArray()).toEqual([0, 0]);
    }
    expect(norm([], Infinity).toArray()).toBe(0);
  });

  it("refuse what there is not", () => {
    expect(() => norm(a, { ord: 3 })).toThrow(/no matrix norm 3/);
    expect(() => norm([1], { ord: "nuc" })).toThrow(DomainError);
  });
});

describe("pseudo-inverse, least squares, rank and condition", () => {
  // Rank 3 of 5 columns.
  const deficient = product(noise(8, 3, "float64", 2), noise(3, 5, "float64", 3));

  it("pinv fulfils Penrose's four conditions at any rank and shape", () => {
    for (const a of [
      deficient,
      noise(6, 4, "float64"),
      noise(4, 6, "float64"),
      noise(5, 5, "float64"),
    ]) {
      const p = pinv(a);
      const [ap, pa] = [product(a, p), product(p, a)];
      const tolerance = 1e-13 * Math.max(1, ...p.data.map(Math.abs));
      expect(distance(product(ap, a), a)).toBeLessThanOrEqual(tolerance);
      expect(distance(product(pa, p), p)).toBeLessThanOrEqual(tolerance * 10);
      expect(distance(ap, transposed(ap))).toBeLessThanOrEqual(tolerance);
      expect(distance(pa, transposed(pa))).toBeLessThanOrEqual(tolerance);
    }
  });

  it("matrixRank counts, also in batches", () => {
    expect(matrixRank(deficient).toArray()).toBe(3);
    expect(
      matrixRank([
        [
          [1, 0],
          [0, 1],
        ],
        [
          [1, 1],
          [1, 1],
        ],
        [
          [0, 0],
          [0, 0],
        ],
      ]).toArray(),
    ).toEqual([2, 1, 0]);
    expect(
      matrixRank(
        [
          [1, 0],
          [0, 1e-3],
        ],
        { rcond: 1e-2 },
      ).toArray(),
    ).toBe(1);
  });

  it("lstsq leaves a residual orthogonal to the columns, and gives the shortest solution", () => {
    const b = noise(8, 2, "float64", 9);
    const { x, residuals, rank } = lstsq(deficient, b);
    expect(rank.toArray()).toBe(3);
    const residual = build(8, 2, (i, j) => at(b, i, j) - at(product(deficient, x), i, j));
    expect(
      distance(
        product(transposed(deficient), residual),
        build(5, 2, () => 0),
      ),
    ).toBeLessThanOrEqual(1e-13);
    expect(distance(x, product(pinv(deficient), b))).toBeLessThanOrEqual(1e-12);
    expect(distance(residuals, norm(residual, { axis: 0 }).pow(2))).toBeLessThanOrEqual(1e-13);
    expect(distance(lstsq([[1], [1]], [1, 3]).x, array([2]))).toBeLessThanOrEqual(1e-15);
    expect(() => lstsq([[1], [1]], [1, 2, 3])).toThrow(/^lstsq: a \[2, 1\] and b \[3\]/);
  });

  it("conditionNumber is the ratio of the extreme singular values, infinite for a singular matrix", () => {
    expect(
      conditionNumber([
        [4, 0],
        [0, 2],
      ]).toArray(),
    ).toBe(2);
    expect(
      conditionNumber([
        [1, 0],
        [0, 0],
      ]).toArray(),
    ).toBe(Infinity);
    expect(
      conditionNumber(
        [
          [4, 0],
          [0, 2],
        ],
        { ord: 1 },
      ).toArray(),
    ).toBe(2);
    expect(() => conditionNumber(zeros([0, 0]))).toThrow(
      /conditionNumber: a \[0, 0\] has no entries/,
    );
  });
});

describe("trace", () => {
  it("sums the diagonal of every matrix", () => {
    expect(
      trace([
        [1, NaN, 5],
        [Infinity, 2, 6],
      ]).toArray(),
    ).toBe(3);
    expect(
      trace([
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ]).toArray(),
    ).toEqual([5, 13]);
    expect(() => trace([1])).toThrow(ShapeError);
  });
});
