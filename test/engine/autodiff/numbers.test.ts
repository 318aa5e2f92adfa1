import { expect, test } from "vitest";
import * as nt from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";

test("arguments may be JS numbers: several are not taken for one list", () => {
  const f = (a: NDArray | number, b: NDArray | number): NDArray => nt.mul(nt.sin(a), b);
  const slope = 2 * Math.cos(0.5);
  expect(nt.grad(f)(0.5, 2)).toMatchObject({ shape: [] });
  expect((nt.grad(f)(0.5, 2) as NDArray).item()).toBe(slope);
  expect(nt.jvp(f, [0.5, 2], [1, 0])[1].item()).toBe(slope);
  const [, pullback] = nt.vjp(f, 0.5, 2);
  expect(pullback(1).map((part) => (part as NDArray).item())).toEqual([slope, Math.sin(0.5)]);
  const [, push] = nt.linearize(f, 0.5, 2);
  expect(push(1, 0).item()).toBe(slope);
  expect(nt.jacobian(f)(0.5, 2).item()).toBe(slope);
});
