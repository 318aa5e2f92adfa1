import { afterEach, describe, expect, it } from "vitest";
import {
  add,
  matmul,
  setThreads,
  slice,
  stack,
  threads,
  type NDArray,
} from "../../../engine/index.js";
import { fitsMatvec } from "../../../engine/wasm/matvec.js";
import { addressOf } from "../../../engine/wasm/recycling.js";
import { bits, dtypes, noise } from "./matrices.js";

const initialThreads = threads();
afterEach(() => setThreads(initialThreads));

const lengths = [1, 2, 3, 4, 5, 7, 8, 9, 16, 33, 300] as const;

/** The first of two equal columns: what a product of matrices gives. */
function asMatrix(a: NDArray, v: NDArray, options: { transposeA: boolean }): NDArray {
  return slice(matmul(a, stack([v, v], 1), options), [], 0);
}

describe.each(dtypes)("products with one vector in %s", (dtype) => {
  it("have the bits of products with more", () => {
    for (const rows of lengths) {
      for (const columns of lengths) {
        const a = noise(rows, columns, dtype);
        for (const transposeA of [false, true]) {
          const v = noise(transposeA ? rows : columns, 1, dtype).reshape([-1]);
          const wanted = bits(asMatrix(a, v, { transposeA }));
          const column = matmul(a, v.reshape([-1, 1]), { transposeA });
          expect(bits(column.reshape([-1]))).toBe(wanted);
          const row = matmul(v.reshape([1, -1]), a, { transposeB: !transposeA });
          expect(bits(row.reshape([-1]))).toBe(wanted);
        }
      }
    }
  });

  it("are shared out among threads, and read large matrices where they lie", () => {
    for (const [rows, columns] of [
      [2000, 70],
      [70, 3001],
    ] as const) {
      const a = add(noise(rows, columns, dtype), 0);
      expect(addressOf(a.data)).not.toBeNull();
      for (const transposeA of [false, true]) {
        const v = noise(transposeA ? rows : columns, 1, dtype).reshape([-1]);
        const wanted = bits(asMatrix(a, v, { transposeA }));
        for (const count of [1, 3]) {
          setThreads(count);
          expect(bits(matmul(a, v.reshape([-1, 1]), { transposeA }).reshape([-1]))).toBe(wanted);
        }
      }
    }
  });

  it("copy no matrix that is large and lies elsewhere", () => {
    const operand = (bytes: number, columns: number) => ({
      data: new Float32Array(bytes / 4),
      columns,
      direction: "across" as const,
    });
    expect(fitsMatvec(operand(1 << 22, 1024))).toBe(true);
    expect(fitsMatvec(operand(1 << 23, 1024))).toBe(false);
  });

  it("of nothing are zeros", () => {
    expect(matmul(noise(3, 0, dtype), noise(0, 1, dtype)).toArray()).toEqual([[0], [0], [0]]);
  });
});
