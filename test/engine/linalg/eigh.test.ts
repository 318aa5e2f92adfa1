import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { array } from "../../../engine/array/create.js";
import { NDArray } from "../../../engine/array/ndarray.js";
import { DomainError, InterruptError, ShapeError } from "../../../engine/errors.js";
import { eigh, eigvalsh, matmul } from "../../../engine/linalg/index.js";
import { setInterruptFlag } from "../../../engine/platform/interrupt.js";
import { setThreads, threads } from "../../../engine/wasm/pool.js";
import {
  at,
  bits,
  build,
  distance,
  dtypes,
  epsilon,
  noise,
  product,
  transposed,
} from "./matrices.js";

const initialThreads = threads();
afterEach(() => {
  setThreads(initialThreads);
  setInterruptFlag(null);
});

function symmetric(n: number, seed = 1) {
  const a = noise(n, n, "float64", seed);
  return build(n, n, (i, j) => at(a, Math.max(i, j), Math.min(i, j)));
}

function frobenius({ data }: NDArray): number {
  return Math.hypot(...data);
}

/** ‖E‖₂ of a symmetric matrix from below by power iteration on E²: enough steps for two digits. */
function spectralNorm(e: NDArray<"float64">): number {
  let v = noise(e.shape[0] as number, 1, "float64", 7) as NDArray;
  let norm = 0;
  for (let step = 0; step < 60; step++) {
    const image = matmul(e, v);
    norm = frobenius(image) / frobenius(v);
    if (norm === 0) return 0;
    const length = frobenius(image);
    v = new NDArray(
      image.data.map((value) => value / length),
      v.shape,
      "float64",
    );
  }
  return norm;
}

function difference(a: NDArray, b: NDArray) {
  return build(a.shape[0] as number, a.shape[1] as number, (i, j) => at(a, i, j) - at(b, i, j));
}

const identity = (n: number) => build(n, n, (i, j) => Number(i === j));

/** The bounds that the project holds itself to: 5 √n ε, LAPACK's level. */
function expectDecomposition(a: NDArray<"float64">) {
  const n = a.shape[0] as number;
  const { eigenvalues, eigenvectors: q } = eigh(a);
  const scaled = build(n, n, (i, j) => at(q, i, j) * (eigenvalues.data[j] as number));
  const limit = 5 * Math.sqrt(n) * epsilon.float64;
  const residual = difference(matmul(scaled, q, { transposeB: true }), a);
  expect(frobenius(residual)).toBeLessThanOrEqual(limit * frobenius(a));
  const defect = difference(matmul(q, q, { transposeA: true }), identity(n));
  expect(spectralNorm(defect)).toBeLessThanOrEqual(limit);
  expect([...eigenvalues.data]).toEqual([...eigenvalues.data].sort((x, y) => x - y));
  const largest = Math.max(...eigenvalues.data.map(Math.abs));
  expect(distance(eigvalsh(a), eigenvalues)).toBeLessThanOrEqual(2 * limit * largest);
}

const toeplitz = (i: number, j: number): number => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0);

describe("A = Q Λ Qᵀ to 5 √n ε", () => {
  it.each([1, 2, 3, 5, 17, 31, 32, 33, 64, 65, 97, 130, 200])(
    "for a random matrix, n = %i",
    (n) => {
      expectDecomposition(symmetric(n, n));
    },
  );

  const nasty: Record<string, (i: number, j: number) => number> = {
    "the identity": (i, j) => Number(i === j),
    zero: () => 0,
    "all ones": () => 1,
    "a Hilbert matrix": (i, j) => 1 / (i + j + 1),
    "a graded matrix": (i, j) => 10 ** (-(i + j) / 8),
    "a matrix graded upwards": (i, j) => 10 ** ((i + j - 320) / 8),
    "Wilkinson's matrix": (i, j) => (i === j ? Math.abs(i - 80) : Number(Math.abs(i - j) === 1)),
    "copies of one spectrum": (i, j) => (i % 20 === 19 && j === i + 1 ? 0 : toeplitz(i, j)),
    "a smooth kernel": (i, j) => Math.exp(-(((i - j) / 20) ** 2)),
    "two clusters": (i, j) => (i === j ? (i < 80 ? 1 : -1) + 1e-15 * i : 1e-16),
    "a repeated diagonal with one far tie": (i, j) => (i === j ? 3 : Number(i + j === 160) * 1e-3),
  };
  it.each(Object.entries(nasty))("for %s", (_name, rule) => {
    expectDecomposition(build(161, 161, (i, j) => rule(Math.max(i, j), Math.min(i, j))));
  });

  it.each([300, -300, -306])("for elements around 1e%i, which neither overflow nor vanish", (k) => {
    const n = 50;
    const { eigenvalues } = eigh(build(n, n, (i, j) => 10 ** k * toeplitz(i, j)));
    eigenvalues.data.forEach((value, i) => {
      const exact = 2 - 2 * Math.cos(((i + 1) * Math.PI) / (n + 1));
      expect(Math.abs(value / 10 ** k - exact)).toBeLessThanOrEqual(1e-13);
    });
  });
});

describe("eigenvalues", () => {
  it("of the second difference are 2 − 2 cos(kπ/(n+1)), n = 300", () => {
    const n = 300;
    const exact = Array.from(
      { length: n },
      (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)),
    );
    const a = build(n, n, toeplitz);
    for (const values of [eigvalsh(a), eigh(a).eigenvalues]) {
      values.data.forEach((value, k) => {
        // Backward error of a few ε‖A‖, ‖A‖ < 4; √n for its growth.
        expect(Math.abs(value - (exact[k] as number))).toBeLessThanOrEqual(
          1e-15 * 4 * Math.sqrt(n),
        );
      });
    }
  });

  it("are those of the symmetric part", () => {
    const skew = [
      [2, 2],
      [0, 2],
    ];
    expect(distance(eigvalsh(skew), array([1, 3]))).toBeLessThanOrEqual(1e-15);
    expect(distance(eigh(skew).eigenvalues, array([1, 3]))).toBeLessThanOrEqual(1e-15);
  });
});

interface Decomposition {
  readonly kind: string;
  readonly matrix: string;
  readonly generator: string;
  readonly n: number;
  readonly eigenvalues: number[];
  readonly absTolerance: number;
}

describe("the matrices of test/reference/linalg.json", () => {
  const file = new URL("../../reference/linalg.json", import.meta.url);
  const { decompositions } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly decompositions: readonly Decomposition[];
  };
  const rules: Record<string, (i: number, j: number) => number> = {
    hilbert: (i, j) => 1 / (i + j + 1),
    wilkinson: (i, j) => (i === j ? Math.abs(i - 10) : Number(Math.abs(i - j) === 1)),
  };
  const known = decompositions.filter(({ generator }) => generator in rules);

  it("are there", () => expect(known).toHaveLength(2));

  it.each(known)("$matrix", ({ generator, n, eigenvalues, absTolerance }) => {
    const rule = rules[generator] as (i: number, j: number) => number;
    const a = build(n, n, rule);
    for (const values of [eigvalsh(a), eigh(a).eigenvalues]) {
      values.data.forEach((value, i) => {
        expect(Math.abs(value - (eigenvalues[i] as number))).toBeLessThanOrEqual(absTolerance);
      });
    }
    expectDecomposition(a);
  });
});

it.each(dtypes)("keeps %s", (dtype) => {
  const a = symmetric(40);
  const x = new NDArray(dtype === "float64" ? a.data : Float32Array.from(a.data), a.shape, dtype);
  const { eigenvalues, eigenvectors } = eigh(x);
  expect([eigenvalues.dtype, eigenvectors.dtype, eigvalsh(x).dtype]).toEqual([dtype, dtype, dtype]);
  const q = eigenvectors as NDArray;
  const lambda = build(40, 40, (i, j) => Number(i === j) * (eigenvalues.data[i] as number));
  expect(distance(product(product(q, lambda), transposed(q)), a)).toBeLessThanOrEqual(
    40 * epsilon[dtype],
  );
});

it("decomposes every matrix of a batch", () => {
  const stack = [symmetric(5, 1), symmetric(5, 2), symmetric(5, 3)];
  const { eigenvalues, eigenvectors } = eigh([stack.map((a) => a.toArray())] as number[][][][]);
  expect([eigenvalues.shape, eigenvectors.shape]).toEqual([
    [1, 3, 5],
    [1, 3, 5, 5],
  ]);
  stack.forEach((a, i) => {
    const one = eigh(a);
    expect([...eigenvalues.data.slice(5 * i, 5 * i + 5)]).toEqual([...one.eigenvalues.data]);
    expect([...eigenvectors.data.slice(25 * i, 25 * i + 25)]).toEqual([...one.eigenvectors.data]);
  });
  expect(eigh(noise(0, 0, "float64")).eigenvectors.shape).toEqual([0, 0]);
});

it("gives the same bits on any number of threads", () => {
  const a = symmetric(430);
  const results = [1, 2, 3].map((n) => {
    setThreads(n);
    const { eigenvalues, eigenvectors } = eigh(a);
    return bits(eigenvalues, eigenvectors);
  });
  expect(new Set(results).size).toBe(1);
});

it("names the element that is not finite, and refuses what is not square", () => {
  const bad = symmetric(4);
  bad.data[1 * 4 + 2] = NaN;
  expect(() => eigh(bad)).toThrow(DomainError);
  expect(() => eigvalsh(bad)).toThrow(/^eigvalsh: a\[1, 2\] is NaN/);
  expect(() => eigh([[1, 2, 3]])).toThrow(ShapeError);
  expect(() => eigh([1, 2])).toThrow(/must be a matrix/);
});

it("stops when the person asks", () => {
  setInterruptFlag(new Int32Array(new SharedArrayBuffer(4)).fill(1));
  expect(() => eigh(symmetric(60))).toThrow(InterruptError);
});
