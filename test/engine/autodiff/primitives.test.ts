import { describe, expect, test } from "vitest";
import { primitives } from "../../../engine/core/primitive.js";
import * as nt from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";
import { compositions, samples, type Sample } from "./samples/index.js";

const cases = Object.entries({ ...samples, ...compositions }).flatMap(([name, list]) =>
  list.map((sample, k) => [`${name} (${k + 1})`, sample] as const),
);

/** Numbers with no pattern: directions to differentiate in. */
function directions(at: readonly NDArray[], phase: number): NDArray[] {
  return at.map(({ shape, size }, k) =>
    nt.array(
      Float64Array.from({ length: size }, (_, i) => Math.sin(3 * i + 7 * k + phase)),
      { shape },
    ),
  );
}

const dot = (a: readonly NDArray[], b: readonly NDArray[]): number =>
  a.reduce(
    (sum, x, k) =>
      sum +
      x
        .mul(b[k] as NDArray)
        .sum()
        .item(),
    0,
  );

/** Central differences, extrapolated once (Richardson): an error of order h⁴ beside rounding of ε/h. */
function difference({ f, at }: Sample, v: readonly NDArray[]): NDArray {
  const central = (h: number): NDArray => {
    const moved = (step: number) => f(...at.map((x, k) => x.add((v[k] as NDArray).mul(step))));
    return moved(h)
      .sub(moved(-h))
      .div(2 * h);
  };
  return central(1e-3).mul(4).sub(central(2e-3)).div(3);
}

/** Of differences with h = 1e-3 in float64: rounding 1e-13 of the values, truncation some h⁴. */
const TOLERANCE = 1e-9;

function expectClose(found: NDArray, wanted: NDArray, tolerance: number): void {
  expect(found.shape).toEqual(wanted.shape);
  const scale = 1 + nt.abs(wanted).max().item();
  expect(nt.abs(found.sub(wanted)).max().item()).toBeLessThanOrEqual(tolerance * scale);
}

test("every primitive has samples, and every sample a primitive", () => {
  expect(Object.keys(samples).toSorted()).toEqual([...primitives().keys()].toSorted());
});

describe.each(cases)("%s", (_name, sample) => {
  const { f, at } = sample;
  const v = directions(at, 1);
  const args = at as never[];
  const derivative = () => nt.jvp(f, args, v)[1];

  test("forward mode agrees with finite differences", () => {
    expectClose(derivative(), difference(sample, v), TOLERANCE);
  });

  test("reverse mode is the transpose of forward mode", () => {
    const [y, pullback] = nt.vjp(f, ...args);
    const [ct] = directions([y], 2) as [NDArray];
    const pulled = pullback(ct);
    const [forward, backward] = [dot([ct], [derivative()]), dot(pulled, v)];
    expect(Math.abs(forward - backward)).toBeLessThanOrEqual(1e-13 * (1 + Math.abs(forward)));
  });

  test("under vmap it does what a loop over the examples does", () => {
    const examples = [0, 1, 2].map((k) => at.map((x) => x.mul(1 + 0.1 * k)));
    at.forEach((_, mapped) => {
      const stacked = at.map((x, k) =>
        k === mapped ? nt.stack(examples.map((inputs) => inputs[k] as NDArray)) : x,
      );
      const inAxes = at.map((_x, k) => (k === mapped ? 0 : null));
      const found = nt.vmap(f, { inAxes })(...(stacked as never[]));
      const wanted = examples.map((inputs) => {
        return f(...at.map((x, k) => (k === mapped ? (inputs[k] as NDArray) : x)));
      });
      expectClose(found, nt.stack(wanted), 1e-14);
    });
    const all = at.map((_, k) => nt.stack(examples.map((inputs) => inputs[k] as NDArray)));
    const found = nt.vmap(f)(...(all as never[]));
    expectClose(found, nt.stack(examples.map((inputs) => f(...inputs))), 1e-14);
  });

  test("at second order forward over reverse agrees with finite differences of the gradient", () => {
    const weights = directions([f(...at)], 3)[0] as NDArray;
    const gradient = (...x: NDArray[]) => {
      const [, pullback] = nt.vjp(f, ...(x as never[]));
      return nt.concat(pullback(weights).map((part) => part.reshape([-1])));
    };
    const [, found] = nt.jvp(gradient, args, v);
    expectClose(found, difference({ f: gradient, at }, v), TOLERANCE);
  });

  test("its Jacobian is the same in both modes, and under vmap of either", () => {
    const flat = (x: NDArray) => f(x, ...at.slice(1));
    const [x] = at as [NDArray];
    const forward = nt.jacfwd(flat)(x);
    expectClose(nt.jacrev(flat)(x), forward, 1e-13);
    const twice = nt.stack([x, x]);
    expectClose(nt.vmap(nt.jacrev(flat))(twice), nt.stack([forward, forward]), 1e-13);
  });
});
