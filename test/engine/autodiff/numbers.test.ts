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

test("a JS number among arguments does not widen float32", () => {
  const w = nt.array([1, 2], { dtype: "float32" });
  const loss = (params: NDArray, rate: NDArray | number): NDArray => nt.mul(params, rate).sum();
  expect(nt.grad(loss)(w, 3).dtype).toBe("float32");
  expect(nt.grad(loss, { argnums: 1 })(w, 3)).toMatchObject({ dtype: "float32", shape: [] });
  expect(nt.jit(loss)(w, 3).dtype).toBe("float32");
  expect(
    nt.jit((tree: { w: NDArray; rate: number }) => loss(tree.w, tree.rate))({ w, rate: 3 }).dtype,
  ).toBe("float32");
  expect(nt.vmap(loss, { inAxes: [0, null] })(w, 3).dtype).toBe("float32");
  expect(nt.jit(loss)(w.astype("float64"), 3).dtype).toBe("float64");
  expect(nt.grad((rate: NDArray | number) => nt.mul(rate, 2))(1).dtype).toBe("float64");
});
