import { describe, expect, it } from "vitest";
import * as nt from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";
import { distance, noise } from "./matrices.js";

// The rules at smooth points are checked from the table of primitives (test/engine/autodiff) and against
// test/reference/linalg.json; here is what happens where formulas divide by zero.

const zeros = (n: number) => nt.zeros([n, n]);
const gradient = (f: (x: NDArray) => NDArray, x: NDArray): NDArray => nt.grad(f)(x);

describe("the determinant", () => {
  /** Minors by the definition, for 3 × 3. */
  function cofactor(a: number[][], i: number, j: number): number {
    const rest = a.filter((_, r) => r !== i).map((row) => row.filter((_, c) => c !== j));
    const [[p = 0, q = 0] = [], [r = 0, s = 0] = []] = rest;
    return (i + j) % 2 === 0 ? p * s - q * r : q * r - p * s;
  }
  const singular = {
    "rank 2": [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
    "rank 1": [
      [1, 2, 3],
      [2, 4, 6],
      [3, 6, 9],
    ],
    zero: [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
  };

  it.each(Object.entries(singular))("of a matrix of %s has the cofactors for gradient", (_, a) => {
    const exact = nt.array(a.map((row, i) => row.map((_value, j) => cofactor(a, i, j))));
    expect(
      distance(
        gradient((x) => nt.det(x), nt.array(a)),
        exact,
      ),
    ).toBeLessThanOrEqual(1e-13);
  });

  it.each(Object.entries(singular))("of a matrix of %s has its second derivatives", (_, a) => {
    // det is linear in each element, so that central differences of cofactors are exact.
    const e = noise(3, 3, "float64");
    const moved = (t: number): NDArray => {
      const rows = nt.array(a).add(e.mul(t)).toArray() as number[][];
      return nt.array(rows.map((row, i) => row.map((_value, j) => cofactor(rows, i, j))));
    };
    const exact = moved(1).sub(moved(-1)).div(2);
    const inner = (x: NDArray): NDArray => gradient((y) => nt.det(y), x);
    const [, found] = nt.jvp(inner, [nt.array(a)], [e]);
    expect(distance(found, exact)).toBeLessThanOrEqual(1e-13);
  });

  it("has third derivatives where the matrix is regular", () => {
    // det [[x, 1, 0], [0, x, 2], [1, 0, x]] = x³ + 2.
    const f = (x: NDArray): NDArray =>
      nt.det(
        nt
          .eye(3)
          .mul(x)
          .add(
            nt.array([
              [0, 1, 0],
              [0, 0, 2],
              [1, 0, 0],
            ]),
          ),
      );
    const third = nt.grad((z: NDArray) => nt.grad((y: NDArray) => nt.grad(f)(y))(z));
    expect(distance(third(nt.array(0.7)), nt.array(6))).toBeLessThanOrEqual(1e-12);
  });
});

describe("symmetric eigenvalue problems with equal eigenvalues", () => {
  const identity = nt.eye(4);

  it("sums of functions of the eigenvalues have the gradient f′(A)", () => {
    const total = (x: NDArray): NDArray => nt.exp(nt.eigvalsh(x)).sum();
    expect(distance(gradient(total, identity), identity.mul(Math.E))).toBeLessThanOrEqual(1e-14);
    const other = (x: NDArray): NDArray => nt.eigh(x).eigenvalues.pow(2).sum();
    expect(distance(gradient(other, identity.mul(3)), identity.mul(6))).toBeLessThanOrEqual(1e-13);
    expect(distance(gradient(other, zeros(3)), zeros(3))).toBe(0);
  });

  it("the projector on a whole repeated space has its derivative, though its vectors have none", () => {
    const a = nt.array([
      [2, 0, 0],
      [0, 2, 0],
      [0, 0, 5],
    ]);
    const projector = (x: NDArray): NDArray => {
      const v = nt.eigh(x).eigenvectors.slice([], [0, 2]);
      return nt.matmul(v, v.transpose());
    };
    const e = nt.array([
      [0.3, 1, 0.6],
      [1, -0.2, -0.9],
      [0.6, -0.9, 0.4],
    ]);
    const [, found] = nt.jvp(projector, [a], [e]);
    // Kato: P dA S + S dA P with S = 1/(2 − 5) on the other space.
    const exact = nt
      .array([
        [0, 0, 0.6],
        [0, 0, -0.9],
        [0.6, -0.9, 0],
      ])
      .div(-3);
    expect(distance(found, exact)).toBeLessThanOrEqual(1e-15);
  });
});

describe("singular values", () => {
  it("equal ones do not make the derivative of functions of all of them NaN", () => {
    const total = (x: NDArray): NDArray => nt.svd(x).s.pow(2).sum();
    expect(distance(gradient(total, nt.eye(3)), nt.eye(3).mul(2))).toBeLessThanOrEqual(1e-14);
    const polar = (x: NDArray): NDArray => nt.singularValues(x).sum();
    expect(distance(gradient(polar, nt.eye(3)), nt.eye(3))).toBeLessThanOrEqual(1e-14);
  });

  it.each(["nuc", 2, "fro"] as const)("the norm %s has the subgradient 0 at 0", (ord) => {
    const f = (x: NDArray): NDArray => nt.norm(x, { ord });
    expect(gradient(f, zeros(3)).toArray()).toEqual(zeros(3).toArray());
  });

  it("the norm of a vector of zeros has the gradient 0, also at second order", () => {
    const f = (x: NDArray): NDArray => nt.norm(x);
    expect(gradient(f, nt.zeros([3])).toArray()).toEqual([0, 0, 0]);
    expect(gradient((x) => gradient(f, x).sum(), nt.zeros([3])).toArray()).toEqual([0, 0, 0]);
  });
});

describe("what has no derivative says so", () => {
  it("full singular vectors, complete Q, singular logarithms", () => {
    const tall = noise(4, 2, "float64");
    const full = (x: NDArray): NDArray => nt.svd(x, { fullMatrices: true }).u.sum();
    expect(() => gradient(full, tall)).toThrow(/svd: with fullMatrices/);
    const complete = (x: NDArray): NDArray => nt.qr(x, { mode: "complete" }).q.sum();
    expect(() => gradient(complete, tall)).toThrow(/qr: in complete mode/);
    expect(() => gradient((x) => nt.slogdet(x).logabsdet, zeros(2))).toThrow(
      /the derivative of slogdet: a is singular/,
    );
  });
});

it("the derivative of a Cholesky factor is symmetric in A, though one triangle is read", () => {
  const a = nt.array([
    [4, 2],
    [2, 5],
  ]);
  const g = gradient((x) => nt.cholesky(x).sum(), a);
  expect(g.transpose().toArray()).toEqual(g.toArray());
});

it("systems and least squares broadcast in derivatives too", () => {
  const [a, b] = [noise(3, 3, "float64").add(nt.eye(3).mul(3)), noise(3, 2, "float64")];
  const stack = nt.stack([b, b.mul(2)]);
  const f = (x: NDArray): NDArray => nt.solve(x, stack).sum();
  const single = (x: NDArray): NDArray => nt.solve(x, b).sum().mul(3);
  expect(distance(gradient(f, a), gradient(single, a))).toBeLessThanOrEqual(1e-14);
});
