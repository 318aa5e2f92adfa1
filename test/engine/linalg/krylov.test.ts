import { afterEach, describe, expect, it } from "vitest";
import { array, concat, eye } from "../../../engine/array/index.js";
import type { NDArray } from "../../../engine/array/ndarray.js";
import { grad, gradCheck, jvp, vmap } from "../../../engine/autodiff/index.js";
import { jit } from "../../../engine/jit/index.js";
import { DomainError, InterruptError, ShapeError } from "../../../engine/errors.js";
import {
  cholesky,
  choleskySolve,
  conjugateGradients,
  eigvalsh,
  lanczos,
  matmul,
  solve,
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

describe("derivatives of Krylov methods", () => {
  const [a, b] = [positiveDefinite(6, "float64"), vector(6)];
  const solved = (matrix: NDArray, side: NDArray) =>
    conjugateGradients(acting(matrix), side, { tolerance: 1e-14 }).x;
  const symmetric = (x: NDArray) => x.add(x.transpose()).div(2);

  it("the solution of a system is differentiable by matrix and right-hand side as `solve` is", () => {
    const loss = (x: NDArray) => x.mul(x).mul(vector(6, 7)).sum();
    const [dA, db] = grad((m: NDArray, s: NDArray) => loss(solved(symmetric(m), s)), {
      argnums: [0, 1],
    })(a, b);
    const [wantedA, wantedB] = grad((m: NDArray, s: NDArray) => loss(solve(symmetric(m), s)), {
      argnums: [0, 1],
    })(a, b);
    expect(distance(dA, wantedA)).toBeLessThanOrEqual(1e-11);
    expect(distance(db, wantedB)).toBeLessThanOrEqual(1e-11);
  });

  it("to second order, forward, under vmap and within jit", () => {
    const by = (solver: typeof solved) => (s: NDArray) =>
      solver(a.add(s.mul(s).mul(eye(6))), s.mul(b)).sum();
    const [own, wanted] = [by(solved), by(solve)];
    const second = (f: typeof own) => grad(grad(f));
    for (const s of [array(0.5), array(1.5)]) {
      expect(distance(second(own)(s), second(wanted)(s))).toBeLessThanOrEqual(1e-11);
      expect(distance(jit(second(own))(s), second(wanted)(s))).toBeLessThanOrEqual(1e-11);
      expect(distance(jvp(own, [s], [s])[1], jvp(wanted, [s], [s])[1])).toBeLessThanOrEqual(1e-11);
    }
    const many = array([0.5, 1.5]);
    expect(distance(vmap(grad(own))(many), vmap(grad(wanted))(many))).toBeLessThanOrEqual(1e-11);
  });

  it("with a preconditioner and a start the derivative is the same, and the counts can be read", () => {
    const scale = array([1, 10, 100]);
    const f = (s: NDArray) => {
      const { x, converged, iterations } = conjugateGradients(
        (v) => v.mul(scale).mul(s),
        [1, 2, 3],
        {
          preconditioner: (r) => r.div(scale.mul(s)),
          start: [1, 1, 1],
        },
      );
      expect([converged, iterations]).toEqual([true, 1]);
      return x.sum();
    };
    // x = b / (scale · s)
    expect(distance(grad(f)(array(2)), array(-(1 + 0.2 + 0.03) / 4))).toBeLessThanOrEqual(1e-15);
    expect(() =>
      grad((s: NDArray) => conjugateGradients((v) => v.mul(s).sum(), b).x.sum())(array(2)),
    ).toThrow(/must keep the shape/);
  });

  it("eigenvalues from a whole Krylov space are differentiable as `eigvalsh` is", () => {
    const by = (values: (m: NDArray) => NDArray) => (m: NDArray) =>
      values(symmetric(m)).mul(vector(6, 5)).sum();
    const own = by((m) => lanczos(acting(m), b, 6).ritzValues);
    const wanted = grad(by((m) => eigvalsh(m)))(a);
    expect(distance(grad(own)(a), wanted)).toBeLessThanOrEqual(1e-9);
    const v = noise(6, 6, "float64", 11);
    const forward = jvp(own, [a], [v])[1];
    expect(forward.item()).toBeCloseTo(wanted.mul(v).sum().item(), 8);
  });

  it("all of what Lanczos gives agrees with finite differences", () => {
    const f = (s: NDArray) => {
      const { alphas, betas, basis, residuals } = lanczos(acting(a), b.add(s), 3);
      return concat([alphas, betas, residuals, basis.reshape([-1])]);
    };
    const { forward, reverse } = gradCheck(f, vector(6, 9));
    expect(Math.max(forward, reverse)).toBeLessThanOrEqual(1e-9);
  });
});
