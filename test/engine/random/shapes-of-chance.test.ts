import { describe, expect, it } from "vitest";
import { DomainError, matmul, random } from "../../../engine/index.js";

describe("an orthogonal matrix", () => {
  it("has orthonormal columns", () => {
    const q = random.orthogonal(random.key(3), 20);
    const product = matmul(q, q, { transposeA: true });
    product.data.forEach((value, i) => {
      // Householder QR: |QᵀQ − 1| below a few n ε.
      expect(Math.abs(value - Number(i % 21 === 0))).toBeLessThan(100 * 2 ** -52);
    });
  });

  it("is as likely to turn as to mirror, and has no preferred direction: z-tests", () => {
    const n = 2000;
    const keys = random.split(random.key(7), n);
    const first = keys.map((key) => random.orthogonal(key, 3).get(0, 0));
    const mean = first.reduce((a, b) => a + b, 0) / n;
    const second = first.reduce((a, b) => a + b * b, 0) / n;
    // An entry x of a Haar matrix in 3 dimensions is uniform on [−1, 1]: E x² = 1/3, Var x² = 4/45.
    expect(Math.abs(mean) / Math.sqrt(1 / 3 / n)).toBeLessThan(4);
    expect(Math.abs(second - 1 / 3) / Math.sqrt(4 / 45 / n)).toBeLessThan(4);
  });
});

describe("truncated normal numbers", () => {
  it("lie between their limits with the mean that the density has: z-test", () => {
    const x = random.truncatedNormal(random.key(1), 0, 1, [20000]);
    const phi = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
    const mass = 0.3413447460685429; // Φ(1) − Φ(0)
    const mean = (phi(0) - phi(1)) / mass;
    const variance = 1 + (0 - phi(1)) / mass - mean ** 2;
    expect(Math.min(...x.data)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...x.data)).toBeLessThanOrEqual(1);
    expect(Math.abs(x.mean().item() - mean) / Math.sqrt(variance / 20000)).toBeLessThan(4);
    expect(() => random.truncatedNormal(random.key(1), 1, 1, [2])).toThrow(DomainError);
  });
});

describe("a choice", () => {
  it("without replacement takes each at most once", () => {
    const x = random.choice(random.key(2), [[1], [2], [3]], [3], { replace: false });
    expect([...x.data].toSorted()).toEqual([1, 2, 3]);
    expect(() => random.choice(random.key(2), 3, [4], { replace: false })).toThrow(/4 of 3/);
  });
  it("with replacement has the shape asked for", () => {
    expect(random.choice(random.key(2), 5, [2, 3]).shape).toEqual([2, 3]);
    expect(random.choice(random.key(2), [[1, 2]], [4]).shape).toEqual([4, 2]);
  });
});
