// The StRD nonlinear regression problems of NIST, where the file with them is beside the checkout.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { array, exp, type NDArray, optim, pow } from "../../../engine/index.js";

interface Problem {
  readonly name: string;
  readonly start1: readonly number[];
  readonly start2: readonly number[];
  readonly parameterDigits: number;
  readonly stdDevDigits: number;
  readonly degreesOfFreedom: number;
  readonly refined50digit: {
    readonly params: readonly number[];
    readonly stdDev: readonly number[];
    readonly residualSumOfSquares: number;
  };
  readonly x: { readonly data: readonly number[] };
  readonly y: { readonly data: readonly number[] };
}

type Model = (x: NDArray, ...b: NDArray[]) => NDArray;

const bump = (x: NDArray, height: NDArray, centre: NDArray, width: NDArray): NDArray =>
  exp(pow(x.sub(centre), 2).div(pow(width, 2)).neg()).mul(height);
const decay = (x: NDArray, amount: NDArray, rate: NDArray): NDArray =>
  exp(x.mul(rate).neg()).mul(amount);

/** The models as the file's `expression` says. */
const models: Readonly<Record<string, Model>> = {
  Chwirut2: (x, b1, b2, b3) => exp(x.mul(b1).neg()).div(x.mul(b3).add(b2)),
  DanWood: (x, b1, b2) => pow(x, b2).mul(b1),
  Gauss1: (x, b1, b2, b3, b4, b5, b6, b7, b8) =>
    decay(x, b1, b2)
      .add(bump(x, b3, b4, b5))
      .add(bump(x, b6, b7, b8)),
  Hahn1: (x, b1, b2, b3, b4, b5, b6, b7) =>
    polynomial(x, [b1, b2, b3, b4]).div(polynomial(x, [1, b5, b6, b7])),
  Kirby2: (x, b1, b2, b3, b4, b5) => polynomial(x, [b1, b2, b3]).div(polynomial(x, [1, b4, b5])),
  Lanczos3: (x, b1, b2, b3, b4, b5, b6) =>
    decay(x, b1, b2)
      .add(decay(x, b3, b4))
      .add(decay(x, b5, b6)),
  Misra1a: (x, b1, b2) => exp(x.mul(b2).neg()).neg().add(1).mul(b1),
};

function polynomial(x: NDArray, coefficients: readonly (NDArray | number | undefined)[]): NDArray {
  return coefficients.toReversed().reduce<NDArray>((sum, c) => sum.mul(x).add(c ?? 0), x.mul(0));
}

const file = fileURLToPath(new URL("../../../../shared/reference/lm.json", import.meta.url));
const problems = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Problem[] }).cases
  : [];
const why = problems.length === 0 ? " (skipped: there is no ../shared/reference/lm.json)" : "";

const digits = (got: number, want: number): number => -Math.log10(Math.abs(got / want - 1));

describe.skipIf(problems.length === 0)(`NIST's problems${why}`, () => {
  it("are all known", () => {
    expect(Object.keys(models).toSorted()).toEqual(problems.map(({ name }) => name).toSorted());
  });

  const runs = problems.flatMap((problem) =>
    (["start1", "start2"] as const).flatMap((start) =>
      (["none", "geodesic"] as const).map(
        (acceleration) => [problem.name, start, acceleration, problem] as const,
      ),
    ),
  );

  it.each(runs)("%s from %s, acceleration %s", (_name, start, acceleration, problem) => {
    const model = models[problem.name] as Model;
    const [x, y] = [array([...problem.x.data]), array([...problem.y.data])];
    const n = problem.start1.length;
    const fit = optim.levenbergMarquardt(
      (b: NDArray) => model(x, ...Array.from({ length: n }, (_, k) => b.slice(k))).sub(y),
      array([...problem[start]]),
      { acceleration },
    );
    const { params, stdDev, residualSumOfSquares } = problem.refined50digit;
    expect(fit.converged).toBe(true);
    expect(fit.degreesOfFreedom).toBe(problem.degreesOfFreedom);
    params.forEach((value, k) => {
      expect(digits(Number(fit.params.data[k]), value)).toBeGreaterThan(problem.parameterDigits);
    });
    stdDev.forEach((value, k) => {
      expect(digits(Number(fit.standardErrors?.data[k]), value)).toBeGreaterThan(
        problem.stdDevDigits,
      );
    });
    expect(digits(fit.sumOfSquares, residualSumOfSquares)).toBeGreaterThan(6);
  });
});
