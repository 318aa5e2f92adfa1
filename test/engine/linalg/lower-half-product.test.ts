import { describe, expect, test } from "vitest";
import { array, random, type NDArray } from "../../../engine/index.js";
import { lowerHalfProduct } from "../../../engine/linalg/lower-half-product.js";
import { gram, matmul } from "../../../engine/linalg/index.js";
import type { FloatArray } from "../../../engine/linalg/operands.js";

// Blocks have 120 rows, panels 8 columns at most; small matrices lie outside of the shared memory.
const sizes = [
  [1, 1],
  [5, 3],
  [120, 8],
  [121, 7],
  [263, 41],
  [250, 4101],
] as const;

describe.each(["float64", "float32"] as const)(
  "the lower half of a symmetric matrix, %s",
  (dtype) => {
    const normal = (seed: number, shape: readonly number[]) =>
      array(random.normal(random.key(seed), shape), { dtype }) as FloatArray;

    test.each(sizes)("of %i rows, times %i columns, gives the symmetric form", (n, columns) => {
      const s: FloatArray = gram(normal(1, [n, n]));
      const x = normal(2, [n, columns]);
      const left = normal(3, [n, Math.min(columns, 9)]);
      // Yᵀ T X + (Xᵀ T Y)ᵀ = Yᵀ (T + Tᵀ) X
      const through = (a: NDArray, b: FloatArray) =>
        matmul(a, lowerHalfProduct(s, b), { transposeA: true });
      const found = through(left, x).add(through(x, left).transpose());
      const wanted = matmul(left, matmul(s, x), { transposeA: true });
      const rounding = n * (dtype === "float64" ? 2 ** -52 : 2 ** -23);
      const scale = matmul(left.abs(), matmul(s.abs(), x.abs()), { transposeA: true });
      expect(found.sub(wanted).abs().div(scale).max().item()).toBeLessThan(4 * rounding);
    });

    test("reads nothing above the blocks on the diagonal", () => {
      const s: FloatArray = gram(normal(1, [263, 263]));
      const x = normal(2, [263, 5]);
      const before = lowerHalfProduct(s, x);
      s.data.fill(NaN, 120, 263);
      s.data.fill(NaN, 119 * 263 + 120, 120 * 263);
      expect(Array.from(lowerHalfProduct(s, x).data)).toEqual(Array.from(before.data));
    });
  },
);
