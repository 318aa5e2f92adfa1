import { describe, expect, test } from "vitest";
import * as nt from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";

describe("PyTorch's style", () => {
  test("y = 2xᵀx at [0, 1, 2, 3] is 28 with the gradient 4x", () => {
    const x = nt.variable([0, 1, 2, 3]);
    const y = x.dot(x).mul(2);
    expect(y.item()).toBe(28);
    y.backward();
    expect(x.grad?.toArray()).toEqual([0, 4, 8, 12]);
  });

  test("gradients add up until zeroGrad", () => {
    const x = nt.variable([1, 2]);
    x.sum().backward();
    x.mul(x).sum().backward();
    expect(x.grad?.toArray()).toEqual([3, 5]);
    x.zeroGrad();
    expect(x.grad).toBeNull();
  });

  test("through a JS loop and a branch the gradient of f(a) = k·a is f(a)/a", () => {
    const f = (a: NDArray): NDArray => {
      let b = a.mul(2);
      while (b.norm() < nt.array(1000)) b = b.mul(2);
      return b.sum() > nt.array(0) ? b : b.mul(100);
    };
    for (const start of [0.37, -1.9]) {
      const a = nt.variable(start);
      const d = f(a);
      d.backward();
      expect(a.grad?.item()).toBe(Number(d.item()) / start);
    }
  });

  test("what is detached is a constant", () => {
    const x = nt.variable([1, 2, 3]);
    const u = x.mul(x).detach();
    u.mul(x).sum().backward();
    expect(x.grad?.toArray()).toEqual([1, 4, 9]);
  });

  test("a result that is no number needs a gradient to start from", () => {
    const x = nt.variable([1, 2]);
    expect(() => x.mul(x).backward()).toThrow(/shape \[2\]; give the gradient/);
    x.mul(x).backward([1, 10]);
    expect(x.grad?.toArray()).toEqual([2, 40]);
  });

  test("noGrad gives plain arrays, and plain arrays have no backward", () => {
    const x = nt.variable([1, 2]);
    const y = nt.noGrad(() => x.mul(2));
    expect(y.data).toEqual(new Float64Array([2, 4]));
    expect(() => y.backward()).toThrow(/not computed from a variable/);
  });

  test("agrees with grad on a network with shared inputs", () => {
    const w = nt.array([
      [0.3, -0.2],
      [0.5, 0.1],
    ]);
    const loss = (v: NDArray) =>
      nt
        .sin(nt.matmul(nt.exp(v), v))
        .mul(v)
        .sum();
    const x = nt.variable(w);
    loss(x).backward();
    expect(x.grad?.sub(nt.grad(loss)(w)).norm().item()).toBeLessThan(1e-15);
  });
});

describe("the forward gradient", () => {
  test("is unbiased: the mean of many is the gradient within four standard errors", () => {
    const f = (x: NDArray) => nt.sin(x).mul(x).sum();
    const x = nt.array([0.4, -1.1, 2]);
    const estimates = nt.stack(
      nt.random.split(nt.random.key(3), 2000).map((key) => nt.forwardGradient(f, key)(x)[1]),
    );
    const error = nt.std(estimates, 0).div(Math.sqrt(2000));
    const z = nt.abs(nt.mean(estimates, 0).sub(nt.grad(f)(x))).div(error);
    expect(z.max().item()).toBeLessThan(4);
  });
});

describe("finite differences", () => {
  test.each(["forward", "central", "richardson"] as const)("%s has its order's error", (method) => {
    const bound = { forward: 1e-6, central: 1e-9, richardson: 1e-10 }[method];
    const found = nt.gradCheck((x) => nt.sin(x).mul(nt.exp(x)), [0.3, 1.2], { method });
    expect(found.forward).toBeLessThan(bound);
    expect(found.reverse).toBeLessThan(bound);
  });
});
