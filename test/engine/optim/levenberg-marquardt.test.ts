import { describe, expect, it } from "vitest";
import {
  array,
  exp,
  inv,
  linspace,
  log,
  lstsq,
  matmul,
  mul,
  type NDArray,
  optim,
  random,
  stack,
  transpose,
} from "../../../engine/index.js";

const { levenbergMarquardt } = optim;

const x = linspace(0, 4, 9);
const y = exp(x.mul(-0.7)).mul(3);
const decay = ({ a, b }: { readonly a: NDArray; readonly b: NDArray }): NDArray =>
  exp(x.mul(b)).mul(a).sub(y);

describe("Levenberg–Marquardt", () => {
  it("finds the parameters that made the data, in a tree like the start", () => {
    const fit = levenbergMarquardt(decay, { a: array(1), b: array(0) });
    expect(fit.params.a.item()).toBeCloseTo(3, 12);
    expect(fit.params.b.item()).toBeCloseTo(-0.7, 12);
    expect(fit.params.a.shape).toEqual([]);
    expect(fit.converged).toBe(true);
    expect(fit.history.at(-1)).toBe(fit.sumOfSquares);
    expect(fit.history.length).toBeLessThan(20);
  });

  it("is linear regression for a linear model: lstsq's parameters, s²(XᵀX)⁻¹ as covariance", () => {
    const design = stack([x.mul(0).add(1), x, x.mul(x)], 1);
    const noise = random.normal(random.key(3), [9]).mul(0.1);
    const data = matmul(design, array([1, -2, 0.5])).add(noise);
    const fit = levenbergMarquardt((b: NDArray) => matmul(design, b).sub(data), array([0, 0, 0]));
    const { x: solution } = lstsq(design, data);
    const s2 = fit.sumOfSquares / 6;
    const covariance = inv(matmul(transpose(design), design)).mul(s2);
    expect(fit.degreesOfFreedom).toBe(6);
    // The normal equations of this design have a condition number of about 1e3.
    for (let k = 0; k < 3; k++) expect(fit.params.data[k]).toBeCloseTo(solution.data[k] ?? NaN, 11);
    covariance.data.forEach((c, k) => expect(fit.covariance?.data[k]).toBeCloseTo(c, 13));
    expect(fit.standardErrors?.data[1]).toBeCloseTo(Math.sqrt(Number(covariance.data[4])), 12);
  });

  it.each(["none", "geodesic"] as const)(
    "walks along Rosenbrock's valley, acceleration %s",
    (acceleration) => {
      const rosenbrock = (p: NDArray): NDArray => {
        const [a, b] = [p.slice(0), p.slice(1)];
        return stack([b.sub(mul(a, a)).mul(10), a.neg().add(1)]);
      };
      const fit = levenbergMarquardt(rosenbrock, array([-1.2, 1]), { acceleration });
      expect([...fit.params.data].map((v) => v.toFixed(12))).toEqual([
        "1.000000000000",
        "1.000000000000",
      ]);
      // As many data as parameters leave nothing to estimate errors from.
      expect(fit.degreesOfFreedom).toBe(0);
      expect(fit.covariance).toBeNull();
      expect(fit.standardErrors).toBeNull();
    },
  );

  it("stays within bounds, and estimates the errors of the free parameters alone", () => {
    const fit = levenbergMarquardt(
      decay,
      { a: array(1), b: array(0) },
      { upper: { a: array(2), b: array(1) } },
    );
    expect(fit.params.a.item()).toBe(2);
    // What is left is the best b for a = 2. With residuals as large as here Gauss–Newton converges
    // linearly, so that the last step's size, 1e-10, is not quite the distance.
    const one = levenbergMarquardt((b: NDArray) => decay({ a: array(2), b }), array(0));
    expect(fit.params.b.item()).toBeCloseTo(Number(one.params.item()), 8);
    expect(fit.standardErrors?.a.item()).toBe(0);
    expect(Number(fit.standardErrors?.b.item())).toBeCloseTo(Number(one.standardErrors?.item()), 8);
  });

  it("holds for float32 parameters, whose residuals are computed in their dtype", () => {
    const narrow = x.astype("float32");
    const fit = levenbergMarquardt(
      (b: NDArray) => exp(narrow.mul(b)).sub(exp(narrow.mul(-0.7))),
      array(0, { dtype: "float32" }),
    );
    expect(fit.params.dtype).toBe("float32");
    expect(fit.params.item()).toBeCloseTo(-0.7, 5);
  });

  it("says which directions the data determine when not all", () => {
    const fit = levenbergMarquardt((p: NDArray) => p.sum().mul(x).sub(x), array([0, 0]));
    expect(fit.params.sum().item()).toBeCloseTo(1, 12);
    expect(fit.rank).toBe(1);
    // Nine data less the one direction that fits them.
    expect(fit.degreesOfFreedom).toBe(8);
    expect(fit.covariance).toBeNull();
    expect(String(fit)).toContain("the data determine 1 directions of 2");
  });

  it("backs off where the model has no value", () => {
    const fit = levenbergMarquardt((p: NDArray) => log(p).sub(Math.log(0.01)), array([3]));
    expect(fit.params.data[0]).toBeCloseTo(0.01, 12);
  });

  it("reads as text", () => {
    const text = String(levenbergMarquardt(decay, { a: array(1), b: array(0) }));
    expect(text).toMatch(/^least squares: .*after \d+ iterations\na {2}3\.000000000 ± /);
    expect(text).toContain("b  -0.7000000000 ±");
    expect(text).toContain("7 degrees of freedom");
  });

  it("ends when told to, and says so", () => {
    const fit = levenbergMarquardt(decay, { a: array(1), b: array(0) }, { maxIterations: 1 });
    expect(fit.ending).toBe("iterations");
    expect(fit.converged).toBe(false);
    expect(String(fit)).toContain("not converged");
  });

  it("names what is wrong with what it was given", () => {
    const start = { a: array(1), b: array(0) };
    expect(() => levenbergMarquardt(decay, start, { lower: 2 })).toThrow(
      "optim.levenbergMarquardt: the start is not within the bounds; move it inside",
    );
    expect(() => levenbergMarquardt(decay, start, { lower: 1, upper: 0 })).toThrow(
      "a lower bound is above",
    );
    expect(() => levenbergMarquardt(decay, start, { maxIteration: 3 } as object)).toThrow(
      'there is no option "maxIteration"',
    );
    expect(() => levenbergMarquardt((p: NDArray) => log(p), array([-1]))).toThrow(
      "residual 0 is not finite at the start",
    );
    expect(() => levenbergMarquardt((p: NDArray) => p.pow(0.5), array([0]))).toThrow(
      "residual 0 has the derivative Infinity by [0]",
    );
    expect(() => levenbergMarquardt((p: NDArray) => p.slice([0, 0]), array([1]))).toThrow(
      "there are no residuals",
    );
    expect(() => levenbergMarquardt(() => 3 as unknown as NDArray, array([1]))).toThrow(
      "residuals gave no array",
    );
    expect(() => levenbergMarquardt((p: NDArray) => p, array([1], { dtype: "int32" }))).toThrow(
      "params is int32",
    );
  });
});
