import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { NDArray } from "../../../engine/array/ndarray.js";
import { DomainError, InterruptError, ShapeError } from "../../../engine/errors.js";
import { singularValues, svd } from "../../../engine/linalg/index.js";
import { setInterruptFlag } from "../../../engine/platform/interrupt.js";
import { key, orthogonal } from "../../../engine/random/index.js";
import { setThreads, threads } from "../../../engine/wasm/pool.js";
import { at, bits, build, distance, epsilon, noise, product, transposed } from "./matrices.js";

const initialThreads = threads();
afterEach(() => {
  setThreads(initialThreads);
  setInterruptFlag(null);
});

const identity = (n: number) => build(n, n, (i, j) => Number(i === j));

/** Residual beside ‖A‖₂ = s₀, and orthogonality, both to 5 √n ε element by element. */
function expectDecomposition(a: NDArray, fullMatrices = false) {
  const [m = 0, n = 0] = a.shape;
  const k = Math.min(m, n);
  const { u, s, vh } = svd(a, { fullMatrices });
  const [lefts, rights] = fullMatrices ? [m, n] : [k, k];
  expect([u.shape, s.shape, vh.shape]).toEqual([[m, lefts], [k], [rights, n]]);
  const limit = 5 * Math.sqrt(Math.max(m, n)) * epsilon.float64;
  const scaled = build(m, k, (i, j) => at(u, i, j) * (s.data[j] as number));
  const used = build(k, n, (i, j) => at(vh, i, j));
  const largest = s.data[0] ?? 0;
  expect(distance(product(scaled, used), a)).toBeLessThanOrEqual(limit * largest);
  expect(distance(product(transposed(u), u), identity(lefts))).toBeLessThanOrEqual(limit);
  expect(distance(product(vh, transposed(vh)), identity(rights))).toBeLessThanOrEqual(limit);
  expect([...s.data]).toEqual([...s.data].sort((x, y) => y - x));
  expect(s.data.every((value) => value >= 0)).toBe(true);
  expect(distance(singularValues(a), s)).toBeLessThanOrEqual(limit * largest);
}

describe("A = U Σ Vᵀ to 5 √n ε", () => {
  const shapes = [
    [1, 1],
    [2, 2],
    [3, 3],
    [17, 17],
    [40, 40],
    [97, 97],
    [130, 130],
  ] as const;
  it.each(shapes)("for a random %i × %i matrix", (m, n) => {
    expectDecomposition(noise(m, n, "float64", m));
  });

  const oblong = [
    [5, 2],
    [2, 5],
    [100, 60],
    [60, 100],
    [3, 150],
    [150, 3],
    [1, 9],
    [9, 1],
  ] as const;
  it.each(oblong)("for a random %i × %i matrix, reduced and full", (m, n) => {
    expectDecomposition(noise(m, n, "float64", m + n));
    expectDecomposition(noise(m, n, "float64", m + n), true);
  });

  const nasty: Record<string, (i: number, j: number) => number> = {
    "the identity": (i, j) => Number(i === j),
    zero: () => 0,
    "all ones": () => 1,
    "a Hilbert matrix": (i, j) => 1 / (i + j + 1),
    "a graded matrix": (i, j) => 10 ** (-(i + j) / 8),
    "a matrix graded upwards": (i, j) => 10 ** ((i + j - 160) / 8),
    "Kahan's triangle": (i, j) => (i > j ? 0 : i === j ? 1 : -1),
    "a nilpotent shift": (i, j) => Number(i === j + 1),
    "a diagonal with zeros between": (i, j) => Number(i === j && i % 2 === 1),
    "a last row of zeros": (i, j) => (i === 79 ? 0 : Math.sin(i * 80 + j)),
  };
  it.each(Object.entries(nasty))("for %s", (_name, rule) => {
    expectDecomposition(build(80, 80, rule));
  });

  it.each([300, -300])("for elements around 1e%i, which neither overflow nor vanish", (k) => {
    const a = noise(20, 20, "float64");
    const scaled = new NDArray(a.data.map((x) => x * 10 ** k) as Float64Array, a.shape, "float64");
    const s = singularValues(a);
    singularValues(scaled).data.forEach((value, i) => {
      expect(Math.abs(value / 10 ** k / (s.data[i] as number) - 1)).toBeLessThanOrEqual(1e-12);
    });
  });
});

it("Läuchli's singular values of the reference are right to 1e-14", () => {
  const file = new URL("../../reference/linalg.json", import.meta.url);
  const { decompositions } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly decompositions: readonly {
      readonly generator: string;
      readonly singularValues: number[];
      readonly absTolerance: number;
    }[];
  };
  const lauchli = decompositions.find(({ generator }) => generator === "lauchli");
  const a = build(7, 6, (i, j) => (i === 0 ? 1 : i === j + 1 ? 1e-6 : 0));
  expect(lauchli).toBeDefined();
  for (const s of [singularValues(a), svd(a).s]) {
    s.data.forEach((value, i) => {
      const exact = lauchli?.singularValues[i] ?? NaN;
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(lauchli?.absTolerance ?? 0);
    });
  }
});

it("keeps float32, takes batches and empty matrices", () => {
  const { u, s, vh } = svd(noise(6, 4, "float32"));
  expect([u.dtype, s.dtype, vh.dtype]).toEqual(["float32", "float32", "float32"]);
  const stack = new NDArray(noise(3, 20, "float64").data as Float64Array, [3, 4, 5], "float64");
  expect(svd(stack).vh.shape).toEqual([3, 4, 5]);
  expect([...svd(stack).s.data.slice(4, 8)]).toEqual([
    ...svd(new NDArray(stack.data.slice(20, 40), [4, 5], "float64")).s.data,
  ]);
  expect(svd(noise(0, 3, "float64"), { fullMatrices: true }).vh.toArray()).toEqual(
    identity(3).toArray(),
  );
  expect(svd(noise(3, 0, "float64")).u.shape).toEqual([3, 0]);
});

it("gives the same bits on any number of threads", () => {
  const a = noise(300, 300, "float64");
  const results = [1, 2, 3].map((n) => {
    setThreads(n);
    const { u, s, vh } = svd(a);
    return bits(u, s, vh);
  });
  expect(new Set(results).size).toBe(1);
});

it("names the element that is not finite, refuses a vector, and can be stopped", () => {
  expect(() =>
    svd([
      [1, 2],
      [3, Infinity],
    ]),
  ).toThrow(/^svd: a\[1, 1\] is Infinity/);
  expect(() => singularValues([[NaN]])).toThrow(DomainError);
  expect(() => svd([1, 2])).toThrow(ShapeError);
  setInterruptFlag(new Int32Array(new SharedArrayBuffer(4)).fill(1));
  expect(() => svd(noise(60, 60, "float64"))).toThrow(InterruptError);
});

it.each([2, 3, 6, 20, 50])(
  "products of orthogonal matrices, whose singular values are equal but for rounding, of size %i",
  (n) => {
    for (let seed = 0; seed < 40; seed++) {
      const factors = Array.from({ length: 5 }, (_, k) => orthogonal(key(10 * seed + k), n));
      expectDecomposition(factors.reduce((a: NDArray, q) => product(a, q)));
    }
  },
);
