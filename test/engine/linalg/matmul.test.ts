import { afterEach, describe, expect, it } from "vitest";
import fc from "fast-check";
import { stack } from "../../../engine/array/join.js";
import { NDArray } from "../../../engine/array/ndarray.js";
import { InterruptError, ShapeError } from "../../../engine/errors.js";
import { gram, matmul } from "../../../engine/linalg/index.js";
import { setInterruptFlag } from "../../../engine/platform/interrupt.js";
import { setThreads, threads } from "../../../engine/wasm/pool.js";
import {
  bits,
  distance,
  dtypes,
  epsilon,
  noise,
  oddSizes,
  product,
  transposed,
} from "./matrices.js";

const initialThreads = threads();

afterEach(() => {
  setInterruptFlag(null);
  setThreads(initialThreads);
});

describe.each(dtypes)("the matrix product in %s", (dtype) => {
  // Summation of k products of numbers below 1: |error| ≤ k ε Σ|ab| ≤ k² ε (Higham 2002, §3.1); the
  // float64 reference adds as much again in its own ε.
  const tolerance = (k: number) => 2 * k * k * epsilon[dtype];

  it("equals the definition for odd sizes, plain and transposed", () => {
    for (const m of oddSizes) {
      for (const [n, k] of [
        [1, 3],
        [7, 130],
        [17, 5],
        [130, 17],
      ] as const) {
        const [a, b] = [noise(m, k, dtype, 3), noise(k, n, dtype, 4)];
        const expected = product(a, b);
        const cast = (x: NDArray) => x.astype(dtype);
        const [at, bt] = [cast(transposed(a)), cast(transposed(b))];
        for (const c of [
          matmul(a, b),
          matmul(at, b, { transposeA: true }),
          matmul(a, bt, { transposeB: true }),
          matmul(at, bt, { transposeA: true, transposeB: true }),
        ]) {
          expect(c.shape).toEqual([m, n]);
          expect(c.dtype).toBe(dtype);
          expect(distance(c, expected)).toBeLessThanOrEqual(tolerance(k));
        }
      }
    }
  });

  it("gives the same bits on 1, 2 and 3 threads", () => {
    const [a, b] = [noise(301, 600, dtype, 5), noise(600, 530, dtype, 6)];
    const results = [1, 2, 3].map((n) => {
      setThreads(n);
      return bits(matmul(a, b), gram(a), gram(b, { transpose: true }));
    });
    expect(new Set(results).size).toBe(1);
  });

  it("gives an element the same bits whatever matrix surrounds it", () => {
    fc.assert(
      fc.property(fc.nat(130), fc.nat(299), (i, j) => {
        const row = new NDArray(big.a.data.slice(i * 700, (i + 1) * 700), [1, 700], dtype);
        const column = big.b.slice([], [j, j + 1]);
        expect(matmul(row, column).data[0]).toBe(big.c.data[i * 300 + j]);
      }),
      { numRuns: 20 },
    );
  });
  const big = ((a, b) => ({ a, b, c: matmul(a, b) }))(
    noise(131, 700, dtype, 7),
    noise(700, 300, dtype, 8),
  );

  it("gives batches of outer products the bits of single ones, down to the signs of zeros", () => {
    const column = noise(5, 1, dtype);
    const row = noise(1, 7, dtype, 2).mul([1, 1, 1, -0, 1, 1, 0]).astype(dtype);
    const single = matmul(column, row);
    const batch = matmul(stack([column, column]), stack([row, row]));
    expect(bits(batch.slice(0))).toEqual(bits(single));
    expect(bits(batch.slice(1))).toEqual(bits(single));
    const flipped = matmul(
      stack([column.transpose(), column.transpose()]),
      stack([row.transpose(), row.transpose()]),
      {
        transposeA: true,
        transposeB: true,
      },
    );
    expect(bits(flipped.slice(1))).toEqual(bits(single));
  });

  it("has empty results and empty sums", () => {
    expect(matmul(noise(0, 3, dtype), noise(3, 4, dtype)).shape).toEqual([0, 4]);
    expect(matmul(noise(2, 0, dtype), noise(0, 3, dtype)).data).toEqual(
      noise(2, 3, dtype).data.fill(0),
    );
    const rows = noise(2, 0, dtype).reshape([2, 1, 0]);
    expect(matmul(rows, noise(0, 3, dtype)).toArray()).toEqual([[[0, 0, 0]], [[0, 0, 0]]]);
    expect(gram(noise(3, 0, dtype)).data).toEqual(noise(3, 3, dtype).data.fill(0));
    expect(gram(noise(0, 3, dtype)).shape).toEqual([0, 0]);
  });

  it("carries NaN and infinities to the elements they belong to, and no further", () => {
    const a = noise(3, 3, dtype);
    a.data[4] = NaN;
    const c = matmul(a, noise(3, 3, dtype));
    expect([...c.data].map(Number.isNaN)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it.each(oddSizes)("makes a Gram matrix of %i rows with the product's bits, symmetric", (n) => {
    for (const k of [1, 6, 300]) {
      const x = noise(n, k, dtype, n + k);
      const g = gram(x);
      expect(bits(g)).toBe(bits(matmul(x, x, { transposeB: true })));
      expect(bits(g)).toBe(bits(transposed(g).astype(dtype)));
      expect(bits(gram(transposed(x).astype(dtype), { transpose: true }))).toBe(bits(g));
    }
  });
});

describe("the matrix product", () => {
  it("multiplies integers and nested arrays as floats", () => {
    expect(
      matmul(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [1, 0],
          [0, 2],
        ],
      ).toArray(),
    ).toEqual([
      [1, 4],
      [3, 8],
    ]);
    expect(
      gram([
        [1, 2],
        [3, 4],
      ]).toArray(),
    ).toEqual([
      [5, 11],
      [11, 25],
    ]);
  });

  it("meets in float64 when one operand is", () => {
    expect(matmul(noise(2, 2, "float32"), noise(2, 2, "float64")).dtype).toBe("float64");
  });

  it("counts a vector as a row on the left and a column on the right", () => {
    const a = [
      [1, 2],
      [3, 4],
    ];
    expect(matmul(a, [1, 10]).toArray()).toEqual([21, 43]);
    expect(matmul([1, 10], a).toArray()).toEqual([31, 42]);
    expect(matmul([1, 2], [3, 4]).toArray()).toBe(11);
    expect(matmul([1, 10], a, { transposeB: true }).toArray()).toEqual([21, 43]);
  });

  it("multiplies batches, whose axes broadcast, as it multiplies one pair", () => {
    const x = new NDArray(noise(6, 20, "float64").data as Float64Array, [3, 2, 4, 5], "float64");
    const y = new NDArray(noise(2, 35, "float64", 2).data as Float64Array, [2, 5, 7], "float64");
    const z = matmul(x, y);
    expect(z.shape).toEqual([3, 2, 4, 7]);
    for (const [i, j] of [
      [0, 0],
      [2, 1],
    ] as const) {
      const at = i * 2 + j;
      const a = new NDArray(x.data.slice(20 * at, 20 * at + 20), [4, 5], "float64");
      const b = new NDArray(y.data.slice(35 * j, 35 * j + 35), [5, 7], "float64");
      expect([...z.data.slice(28 * at, 28 * at + 28)]).toEqual([...matmul(a, b).data]);
    }
    expect(matmul(x, noise(5, 3, "float64")).shape).toEqual([3, 2, 4, 3]);
    expect(matmul(x, noise(4, 3, "float64"), { transposeA: true }).shape).toEqual([3, 2, 5, 3]);
    expect(matmul(noise(6, 4, "float64"), x).shape).toEqual([3, 2, 6, 5]);
    expect(gram(x).shape).toEqual([3, 2, 4, 4]);
  });

  it("says which shapes do not fit", () => {
    expect(() => matmul([[1, 2]], [[3, 4]])).toThrow(
      new ShapeError("matmul: a [1, 2] and b [1, 2] do not fit: a has 2 columns, b has 1 rows"),
    );
    expect(() => matmul(2, [[1], [2]])).toThrow(/a has the shape \[\]; it must be a matrix/);
    expect(() => matmul([[1, 2]], [1, 2, 3])).toThrow(
      /b \[3\] do not fit: a has 2 columns, b has 3/,
    );
    expect(() => gram([1, 2])).toThrow(ShapeError);
  });

  it.each([1, 2])("stops in the middle when interrupted, on %i threads", async (n) => {
    setThreads(n);
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const x = noise(1500, 1500, "float64");
    const { Worker } = await import("node:worker_threads");
    const raise = `const { workerData: flag } = require("node:worker_threads");
      Atomics.store(flag, 1, 1); Atomics.notify(flag, 1);
      Atomics.wait(flag, 1, 1, 20); Atomics.store(flag, 0, 1);`;
    const both = new Int32Array(new SharedArrayBuffer(8));
    setInterruptFlag(both);
    const other = new Worker(raise, { eval: true, workerData: both });
    Atomics.wait(both, 1, 0, 10_000);
    expect(() => {
      for (;;) matmul(x, x);
    }).toThrow(InterruptError);
    await other.terminate();
    setInterruptFlag(flag);
    expect(matmul([[2]], [[3]]).toArray()).toEqual([[6]]);
  });
});
