import { describe, expect, test } from "vitest";
import { diagonal, eye, flows, gram, matmul, random, type NDArray } from "../../../engine/index.js";

describe("estimates of a trace", () => {
  test("are exact for a diagonal with random signs", () => {
    const { estimate, standardError } = flows.hutchinson((v) => v.mul(3), random.key(0), {
      dim: 10,
    });
    expect(estimate).toBeCloseTo(30, 12);
    expect(standardError).toBeCloseTo(0, 12);
  });

  test("Hutch++ is exact for a matrix of low rank", () => {
    const a = gram(random.normal(random.key(0), [30, 4]));
    const trace = diagonal(a).sum().item();
    const { estimate } = flows.hutchPlusPlus((v: NDArray) => matmul(a, v), random.key(1), {
      dim: 30,
      samples: 30,
    });
    expect(estimate / trace).toBeCloseTo(1, 10);
  });

  test("both agree with the trace within five of their standard errors", () => {
    const a = gram(random.normal(random.key(2), [40, 60])).add(eye(40)) as NDArray;
    const trace = diagonal(a).sum().item();
    for (const estimator of [flows.hutchinson, flows.hutchPlusPlus]) {
      const { estimate, standardError } = estimator((v) => matmul(a, v), random.key(3), {
        dim: 40,
        samples: 60,
      });
      expect(Math.abs(estimate - trace)).toBeLessThan(5 * standardError);
    }
  });

  test("refuse products of another shape, which would broadcast", () => {
    for (const estimator of [flows.hutchinson, flows.hutchPlusPlus]) {
      expect(() => estimator((v) => v.sum(0), random.key(0), { dim: 9, samples: 9 })).toThrow(
        /the product has shape \[\d\] for \[9, \d\]; give A V/,
      );
    }
  });

  test("Hutch++ is exact where the sketch has all dimensions, and for one alone", () => {
    const { estimate, standardError } = flows.hutchPlusPlus((v) => v.mul(3), random.key(0), {
      dim: 1,
    });
    expect(estimate).toBeCloseTo(3, 14);
    expect(standardError).toBeCloseTo(0, 14);
  });

  test("refuse too few samples", () => {
    expect(() => flows.hutchinson((v) => v, random.key(0), { dim: 2, samples: 1 })).toThrow(
      /from 2/,
    );
    expect(() =>
      flows.hutchinson((v) => v, random.key(0), { dim: 9, probes: "gaussian" as "normal" }),
    ).toThrow(/there are no probes "gaussian"; use "rademacher" or "normal"/);
    expect(() => flows.hutchinson((v) => v, random.key(0), { dim: 1.5 })).toThrow(/dim = 1.5/);
    expect(() => flows.hutchPlusPlus((v) => v, random.key(0), { dim: 9, samples: 5 })).toThrow(
      /at least 6/,
    );
  });
});
