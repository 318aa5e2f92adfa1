import { describe, expect, test } from "vitest";
import { interpolate, takeStep, type VectorField } from "../../../engine/ode/dormand-prince.js";
import { solveOde } from "../../../engine/ode/solve-ode.js";
import { setInterruptFlag } from "../../../engine/platform/interrupt.js";

/** y″ = −y: (cos t, −sin t). */
const oscillator: VectorField = (_, [position = 0, speed = 0], out) => {
  out.set([speed, -position]);
};

/** y′ = y cos t: y = e^{sin t}. */
const swing: VectorField = (t, [y = 0], out) => {
  out.set([y * Math.cos(t)]);
};

describe("one step", () => {
  const step = (h: number) => {
    const first = new Float64Array([1]);
    return takeStep(swing, { t: 0, y: new Float64Array([1]), first, h });
  };
  const order = (error: (h: number) => number) => Math.log2(error(0.1) / error(0.05));

  test("errs with the sixth power of its length", () => {
    const error = (h: number) => Math.abs((step(h).end[0] ?? NaN) - Math.exp(Math.sin(h)));
    expect(order(error)).toBeGreaterThan(5.7);
  });

  test("is interpolated with the fifth", () => {
    const error = (h: number) =>
      Math.abs((interpolate(step(h), 0.4)[0] ?? NaN) - Math.exp(Math.sin(0.4 * h)));
    expect(order(error)).toBeGreaterThan(4.7);
  });

  test("estimates its error with the fifth", () => {
    expect(order((h) => Math.abs(step(h).error[0] ?? NaN))).toBeGreaterThan(4.7);
  });
});

test("a hundred swings of an oscillator keep nine digits, at any times", () => {
  const times = [0, 0.1, 7, 7, 99.5, 200 * Math.PI];
  const states = solveOde(
    oscillator,
    { start: 0, y0: new Float64Array([1, 0]), times },
    { rtol: 1e-12, atol: 1e-14 },
  );
  states.forEach(([position, speed], k) => {
    // 628 units of time, each adding the tolerance at worst.
    expect(position).toBeCloseTo(Math.cos(times[k] ?? NaN), 9);
    expect(speed).toBeCloseTo(-Math.sin(times[k] ?? NaN), 9);
  });
});

test("a solution that starts at rest and stays there is no fault", () => {
  const still: VectorField = (_, __, out) => out.fill(0);
  const problem = { start: 0, y0: new Float64Array(2), times: [1e6] };
  expect(solveOde(still, problem)).toEqual([new Float64Array(2)]);
});

test("a solution that leaves for infinity is said to diverge", () => {
  const explosion: VectorField = (_, [y = 0], out) => {
    out.set([y * y]);
  };
  const problem = { start: 0, y0: new Float64Array([1]), times: [2] };
  expect(() => solveOde(explosion, problem)).toThrow(/no step from t = 0?1?\.?\d+ is short enough/);
});

test("the person can stop it", () => {
  const flag = new Int32Array(new SharedArrayBuffer(4)).fill(1);
  setInterruptFlag(flag);
  try {
    const problem = { start: 0, y0: new Float64Array([1, 0]), times: [1] };
    expect(() => solveOde(oscillator, problem)).toThrow("Interrupted");
  } finally {
    setInterruptFlag(null);
  }
});
