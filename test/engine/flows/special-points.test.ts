import { describe, expect, it } from "vitest";
import {
  array,
  flows,
  grad,
  jacobian,
  numericalJacobian,
  type NDArray,
} from "../../../engine/index.js";

const { potentials } = flows;

/** Table 1 of Rezende & Mohamed 2015 as it stands there, and −log(e^−A + e^−B) so that nothing overflows. */
function mixture(a: number, b: number): number {
  return Math.min(a, b) - Math.log1p(Math.exp(-Math.abs(a - b)));
}
const half = (x: number): number => 0.5 * x * x;
const wave = (x: number): number => Math.sin((2 * Math.PI * x) / 4);
const formulas: Record<keyof typeof potentials, (x: number, y: number) => number> = {
  ring: (x, y) =>
    half((Math.hypot(x, y) - 2) / 0.4) + mixture(half((x - 2) / 0.6), half((x + 2) / 0.6)),
  wave: (x, y) => half((y - wave(x)) / 0.4),
  bulge: (x, y) =>
    mixture(
      half((y - wave(x)) / 0.35),
      half((y - wave(x) + 3 * Math.exp(-half((x - 1) / 0.6))) / 0.35),
    ),
  fork: (x, y) =>
    mixture(
      half((y - wave(x)) / 0.4),
      half((y - wave(x) + 3 / (1 + Math.exp(-(x - 1) / 0.3))) / 0.35),
    ),
};

const points = [
  [0, 0],
  [0.3, -0.7],
  [-1.2, 2],
  [30, 30],
  [-40, 25],
  [1e3, -1e3],
] as const;

describe.each(Object.entries(potentials))("the potential %s", (name, potential) => {
  const formula = formulas[name as keyof typeof potentials];

  it.each(points)("is that of the paper at (%f, %f), in both precisions", (x, y) => {
    const wanted = formula(x, y);
    const at = (dtype: "float64" | "float32") =>
      potential(array([[x, y]], { dtype }))
        .sum()
        .item();
    expect(Math.abs(at("float64") - wanted)).toBeLessThan(1e-12 * (1 + Math.abs(wanted)));
    // sin at 500π and the squares of differences amplify the rounding of the coordinates.
    expect(Math.abs(at("float32") - wanted)).toBeLessThan(1e-5 * (1 + Math.abs(wanted)));
  });

  it.each(points.slice(1))("has its slope at (%f, %f), however far out", (x, y) => {
    const at = array([[x, y]]);
    const f = (v: NDArray) => potential(v).sum();
    const wanted = numericalJacobian(f, at, { method: "richardson" });
    const scale = 1 + wanted.abs().max().item();
    expect(grad(f)(at).sub(wanted).abs().max().item() / scale).toBeLessThan(1e-7);
  });

  it("has a slope in the middle, too", () => {
    const slope = grad((v: NDArray) => potential(v).sum())(array([[0, 0]]));
    expect([...slope.data].every(Number.isFinite)).toBe(true);
  });

  it("refuses other than points of the plane", () => {
    expect(() => potential(array([1, 2]))).toThrow(
      /shape \[2\]; give points as rows, \[points, 2\]/,
    );
  });
});

describe("a radial flow in its centre", () => {
  const flow = flows.radial();
  const params = { z0: array([0.5, -1]), alpha: array([0.8]), beta: array([1.5]) };
  const centre = array([[0.5, -1]]);
  const stretch = 1 + 1.5 / 0.8;

  it("stretches alike in all directions: ∂y/∂x = 1 + β/α", () => {
    const slope = jacobian((v: NDArray) => flow.forward(params, v))(centre).reshape([2, 2]);
    expect(slope.toArray()).toEqual([
      [stretch, 0],
      [0, stretch],
    ]);
    expect(flow.logDet(params, centre).sum().item()).toBeCloseTo(2 * Math.log(stretch), 14);
  });

  it("has derivatives in its parameters, and in the point that of a kink", () => {
    const total = (p: typeof params, v: NDArray) => flow.logDet(p, v).sum();
    const { z0, alpha, beta } = grad(total)(params, centre);
    expect(z0.abs().toArray()).toEqual([0, 0]);
    // 2 log(1 + β/α)
    expect(alpha.sum().item()).toBeCloseTo((-2 * 1.5) / 0.8 ** 2 / stretch, 14);
    expect(beta.sum().item()).toBeCloseTo(2 / 0.8 / stretch, 14);
    expect(grad((v: NDArray) => total(params, v))(centre).toArray()).toEqual([[0, 0]]);
  });

  it("comes back with the inverse's slope", () => {
    const slope = jacobian((v: NDArray) => flow.inverse(params, v))(centre).reshape([2, 2]);
    expect(slope.get(0, 0)).toBeCloseTo(1 / stretch, 14);
    expect(slope.get(0, 1)).toBe(0);
  });
});

it("times and steps that are none are refused", () => {
  const field = flows.mlpVelocity(4);
  for (const steps of [0, 2.5, NaN]) {
    expect(() => flows.continuous({ ...field, steps })).toThrow(/steps = .*; use a whole number/);
  }
  expect(() => flows.continuous({ ...field, time: Infinity })).toThrow(/time = Infinity/);
});
