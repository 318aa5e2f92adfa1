import { afterEach, describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { NDArray } from "../../../engine/array/ndarray.js";
import { DomainError, NotPositiveDefiniteError, ShapeError } from "../../../engine/errors.js";
import { cholesky, choleskySolve, triangularSolve } from "../../../engine/linalg/index.js";
import { setThreads, threads } from "../../../engine/wasm/pool.js";
import {
  at,
  bits,
  build,
  distance,
  dtypes,
  epsilon,
  noise,
  oddSizes,
  positiveDefinite,
  product,
  transposed,
} from "./matrices.js";

const initialThreads = threads();
const sizes = [...oddSizes, 24, 40, 120, 241];

afterEach(() => setThreads(initialThreads));

describe.each(dtypes)("in %s", (dtype) => {
  // Backward error of both algorithms: n ε times the largest elements, which are below 3 here
  // (Higham 2002, theorems 10.3 and 8.5).
  const tolerance = (n: number) => 10 * (n + 1) * epsilon[dtype];

  it.each(sizes)("the Cholesky factor of order %i is lower and multiplies to the matrix", (n) => {
    const a = positiveDefinite(n, dtype);
    const l = cholesky(a);
    expect(l.dtype).toBe(dtype);
    const isLower = build(n, n, (i, j) => Number(j > i ? at(l, i, j) === 0 : at(l, i, i) > 0));
    expect(isLower.data.every((holds) => holds === 1)).toBe(true);
    expect(distance(product(l, transposed(l)), a)).toBeLessThanOrEqual(tolerance(n));
  });

  it("the Cholesky factorisation reads the lower triangle only", () => {
    const a = positiveDefinite(130, dtype);
    const lower = new NDArray(a.data.slice(), a.shape, dtype);
    for (let i = 0; i < 130; i++) lower.data.fill(NaN, i * 130 + i + 1, (i + 1) * 130);
    expect(bits(cholesky(lower))).toBe(bits(cholesky(a)));
  });

  it.each(sizes)("triangular systems of order %i are solved, plain and transposed", (n) => {
    const l = cholesky(positiveDefinite(n, dtype, 2));
    for (const m of [1, 3, 8, 70]) {
      const b = noise(n, m, dtype, m);
      const x = triangularSolve(l, b);
      expect(x.shape).toEqual([n, m]);
      expect(distance(product(l, x), b)).toBeLessThanOrEqual(tolerance(n));
      const y = triangularSolve(l, b, { transpose: true });
      expect(distance(product(transposed(l), y), b)).toBeLessThanOrEqual(tolerance(n));
    }
  });

  it("upper triangles and unit diagonals are solved too, reading nothing else", () => {
    const n = 37;
    const l = cholesky(positiveDefinite(n, dtype, 2));
    const u = build(n, n, (i, j) => (i > j ? NaN : at(l, j, i)));
    const b = noise(n, 3, dtype);
    const options = { lower: false } as const;
    expect(triangularSolve(u, b, options).data).toEqual(
      triangularSolve(transposed(l), b, options).data,
    );
    expect(distance(product(transposed(l), triangularSolve(u, b, options)), b)).toBeLessThanOrEqual(
      tolerance(n),
    );
    const y = triangularSolve(u, b, { ...options, transpose: true });
    expect(distance(product(l, y), b)).toBeLessThanOrEqual(tolerance(n));
    const small = build(n, n, (i, j) => (i === j ? 0 : i > j ? at(l, i, j) / n : NaN));
    const unit = build(n, n, (i, j) => (i === j ? 1 : i > j ? at(l, i, j) / n : 0));
    const z = triangularSolve(small, b, { unitDiagonal: true });
    expect(distance(product(unit, z), b)).toBeLessThanOrEqual(tolerance(n));
  });

  it("batches are factored and solved matrix by matrix", () => {
    const list = [1, 2, 3].map((seed) => positiveDefinite(4, dtype, seed));
    const l = cholesky(list.map((a) => a.toArray()) as number[][][]);
    const b = noise(4, 2, dtype);
    const x = choleskySolve(l, b);
    expect([l.shape, x.shape]).toEqual([
      [3, 4, 4],
      [3, 4, 2],
    ]);
    list.forEach((a, i) => {
      const one = choleskySolve(cholesky(a), b);
      const piece = x.data.slice(8 * i, 8 * i + 8);
      one.data.forEach((value, k) => {
        expect(Math.abs((piece[k] as number) - value)).toBeLessThanOrEqual(tolerance(4));
      });
    });
    expect(choleskySolve(l, [1, 2, 3, 4]).shape).toEqual([3, 4]);
  });

  it("triangular solves read the lower triangle only", () => {
    const l = cholesky(positiveDefinite(50, dtype));
    const noisy = new NDArray(l.data.slice(), l.shape, dtype);
    for (let i = 0; i < 50; i++) noisy.data.fill(NaN, i * 50 + i + 1, (i + 1) * 50);
    const b = noise(50, 9, dtype);
    for (const transpose of [false, true]) {
      expect(triangularSolve(noisy, b, { transpose }).data).toEqual(
        triangularSolve(l, b, { transpose }).data,
      );
    }
  });

  it("the bits do not depend on the number of threads", () => {
    const a = positiveDefinite(500, dtype);
    const b = noise(500, 300, dtype);
    const results = [1, 2, 3].map((n) => {
      setThreads(n);
      const l = cholesky(a);
      const y = triangularSolve(l, b);
      return bits(l, y, triangularSolve(l, y, { transpose: true }));
    });
    expect(new Set(results).size).toBe(1);
  });

  it("empty systems have empty solutions", () => {
    expect(cholesky(noise(0, 0, dtype)).shape).toEqual([0, 0]);
    expect(triangularSolve(noise(0, 0, dtype), noise(0, 3, dtype)).shape).toEqual([0, 3]);
    expect(triangularSolve(cholesky(positiveDefinite(3, dtype)), noise(3, 0, dtype)).shape).toEqual(
      [3, 0],
    );
  });
});

describe("Cholesky", () => {
  it("solves A x = b for a vector", () => {
    expect(
      choleskySolve(
        cholesky([
          [4, 2],
          [2, 5],
        ]),
        [8, 12],
      ).toArray(),
    ).toEqual([1, 2]);
  });

  it.each([0, 5, 23, 24, 119, 120, 200])("names row %i when its pivot is not positive", (row) => {
    for (const bad of [0, -1, NaN]) {
      const a = build(201, 201, (i, j) => (i !== j ? 0 : i === row ? bad : 1));
      const failure = new NotPositiveDefiniteError("", row);
      expect(() => cholesky(a)).toThrow(expect.objectContaining({ row: failure.row }));
    }
  });

  it("refuses a matrix with a repeated row, naming the second one", () => {
    expect(() =>
      cholesky([
        [1, 1],
        [1, 1],
      ]),
    ).toThrow(/pivot of row 1 is not positive/);
  });

  it("refuses what is not square, and right-hand sides that do not fit", () => {
    expect(() => cholesky([[1, 2, 3]])).toThrow(ShapeError);
    expect(() =>
      triangularSolve(
        [
          [1, 0],
          [0, 1],
        ],
        [1, 2, 3],
      ),
    ).toThrow(/l has 2 rows/);
    expect(() =>
      triangularSolve(
        [
          [1, 0],
          [0, 0],
        ],
        [1, 2],
      ),
    ).toThrow(DomainError);
    expect(() => choleskySolve([[1]], [1, 2])).toThrow(/^choleskySolve: b has the shape \[2\]/);
  });
});

interface Reference {
  readonly cases: readonly {
    readonly function: string;
    readonly matrixKind: string;
    readonly args: readonly { readonly shape: number[]; readonly data: number[] }[];
    readonly value: { readonly data: number[] };
    readonly rtol: number;
    readonly atol: number;
  }[];
}

describe("test/reference/linalg.json", () => {
  const file = new URL("../../reference/linalg.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as Reference;
  const functions: Record<string, (a: NDArray, b: NDArray) => NDArray> = {
    cholesky: (a) => cholesky(a),
    choleskySolve: (a, b) => choleskySolve(cholesky(a), b),
    "triangularSolve lower": (l, b) => triangularSolve(l, b),
    "triangularSolve upper transposed (A^T x = b, A upper)": (u, b) =>
      triangularSolve(u.transpose(), b),
  };
  const known = cases.filter((entry) => entry.function in functions);

  it("has cases of each function", () => {
    for (const name of Object.keys(functions)) {
      expect(known.some((entry) => entry.function === name)).toBe(true);
    }
  });

  it.each(known.map((entry, i) => ({ ...entry, i })))("$function, $matrixKind, $i", (entry) => {
    const [a, b = a] = entry.args.map(
      ({ shape, data }) => new NDArray(Float64Array.from(data), shape, "float64"),
    ) as [NDArray, NDArray?];
    const got = functions[entry.function]?.(a, b).data as Float64Array;
    const want = entry.value.data;
    const scale = Math.max(...want.map(Math.abs));
    got.forEach((value, i) => {
      expect(Math.abs(value - (want[i] as number))).toBeLessThanOrEqual(
        entry.atol + entry.rtol * scale,
      );
    });
  });
});
