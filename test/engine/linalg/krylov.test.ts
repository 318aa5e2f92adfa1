import { afterEach, describe, expect, it } from "vitest";
import { array } from "../../../engine/array/create.js";
import type { NDArray } from "../../../engine/array/ndarray.js";
import { DomainError, InterruptError, ShapeError } from "../../../engine/errors.js";
import {
  cholesky,
  choleskySolve,
  conjugateGradients,
  eigvalsh,
  lanczos,
  matmul,
} from "../../../engine/linalg/index.js";
import { setInterruptFlag } from "../../../engine/platform/interrupt.js";
import { at, build, distance, noise, positiveDefinite, product, transposed } from "./matrices.js";

afterEach(() => setInterruptFlag(null));

const acting = (a: NDArray) => (v: NDArray) => matmul(a, v.reshape([v.size, 1])).reshape(v.shape);
const vector = (n: number, seed = 3) => noise(n, 1, "float64", seed).reshape([n]);

describe("conjugate gradients", () => {
  it("solve a positive definite system as Cholesky does", () => {
    const a = positiveDefinite(80, "float64");
    const b = vector(80);
    const { x, converged, residualNorm } = conjugateGradients(acting(a), b, { tolerance: 1e-14 });
    expect(converged).toBe(true);
    expect(residualNorm).toBeLessThanOrEqual(1e-13);
    // The condition of the matrix is below 10.
    expect(distance(x, choleskySolve(cholesky(a), b))).toBeLessThanOrEqual(1e-12);
  });

  it("end after as many steps as there are different eigenvalues", () => {
    const scale = array(Array.from({ length: 30 }, (_, i) => [1, 2, 5][i % 3] as number));
    const { iterations } = conjugateGradients((v) => v.mul(scale), vector(30), {
      tolerance: 1e-12,
    });
    expect(iterations).toBe(3);
  });

  it("take a preconditioner, a start, and vectors of any shape", () => {
    const scale = array(Array.from({ length: 40 }, (_, i) => 10 ** (i / 8))).reshape([8, 5]);
    const b = vector(40).reshape([8, 5]);
    const exact = b.div(scale);
    const plain = conjugateGradients((v) => v.mul(scale), b);
    const helped = conjugateGradients((v) => v.mul(scale), b, {
      preconditioner: (r) => r.div(scale),
    });
    expect(helped.iterations).toBe(1);
    expect(plain.iterations).toBeGreaterThan(10);
    expect(distance(helped.x, exact)).toBeLessThanOrEqual(1e-14);
    expect(conjugateGradients((v) => v.mul(scale), b, { start: exact }).iterations).toBe(0);
  });

  it("say when they have not converged, when A is not positive definite, and can be stopped", () => {
    const a = positiveDefinite(50, "float64");
    expect(conjugateGradients(acting(a), vector(50), { maxIterations: 2 }).converged).toBe(false);
    expect(() => conjugateGradients((v) => v.mul(-1), [1, 2])).toThrow(DomainError);
    expect(() => conjugateGradients(() => array([1]), [1, 2])).toThrow(ShapeError);
    setInterruptFlag(new Int32Array(new SharedArrayBuffer(4)).fill(1));
    expect(() => conjugateGradients(acting(a), vector(50))).toThrow(InterruptError);
  });
});

describe("Lanczos", () => {
  const a = positiveDefinite(60, "float64");

  it("makes A tridiagonal in an orthonormal basis", () => {
    const { alphas, betas, basis } = lanczos(acting(a), vector(60), 25);
    const tied = product(product(basis, a), transposed(basis));
    const t = build(25, 25, (i, j) =>
      i === j
        ? (alphas.data[i] as number)
        : Math.abs(i - j) === 1
          ? (betas.data[Math.min(i, j)] as number)
          : 0,
    );
    expect(distance(tied, t)).toBeLessThanOrEqual(1e-13);
    const identity = build(25, 25, (i, j) => Number(i === j));
    expect(distance(product(basis, transposed(basis)), identity)).toBeLessThanOrEqual(1e-14);
  });

  it("has A's eigenvalues once it spans the space, and bounds that hold before", () => {
    const exact = eigvalsh(a);
    expect(distance(lanczos(acting(a), vector(60), 99).ritzValues, exact)).toBeLessThanOrEqual(
      1e-13,
    );
    const { ritzValues, residuals } = lanczos(acting(a), vector(60), 20);
    ritzValues.data.forEach((value, i) => {
      const nearest = Math.min(...exact.data.map((eigenvalue) => Math.abs(eigenvalue - value)));
      expect(nearest).toBeLessThanOrEqual((residuals.data[i] as number) + 1e-13);
    });
    expect(at(ritzValues.reshape([1, 20]), 0, 19)).toBeGreaterThan(0);
  });

  it("ends early in an invariant space", () => {
    const { ritzValues, residuals } = lanczos((v) => v.mul(array([1, 1, 4])), [1, 1, 1], 3);
    expect(ritzValues.size).toBe(2);
    expect(distance(ritzValues, array([1, 4]))).toBeLessThanOrEqual(4e-15);
    expect(Math.max(...residuals.data)).toBeLessThanOrEqual(1e-14);
  });

  it("refuses a start of zero and steps that count nothing", () => {
    expect(() => lanczos((v) => v, [0, 0], 2)).toThrow(/start is zero/);
    expect(() => lanczos((v) => v, [1, 0], 0)).toThrow(/steps = 0/);
  });
});
