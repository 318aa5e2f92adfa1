import { describe, expect, it } from "vitest";
import {
  array,
  checkpoint,
  customVjp,
  grad,
  hessian,
  jit,
  jvp,
  linearize,
  mul,
  type NDArray,
  vjp,
  vmap,
} from "../../../engine/index.js";

// That this file compiles is a part of the test: types pass through nested transforms.
describe("transforms of transforms", () => {
  const f = (x: NDArray): NDArray => x.mul(x).sum();
  const x = array([3]);

  it("know the types of the function inside", () => {
    expect(jvp(checkpoint(f), [x], [array([1])])[1].item()).toBe(6);
    expect(vjp(jit(f), x)[1](1)[0].toArray()).toEqual([6]);
    expect(grad(jit(f))(x).toArray()).toEqual([6]);
    expect(vmap(grad(checkpoint(f)))(array([[3], [4]])).toArray()).toEqual([[6], [8]]);
    expect(jit(grad(checkpoint((v: NDArray) => v.mul(2).sum())))(x).toArray()).toEqual([2]);
    expect(linearize(jit(f), x)[1](array([1])).item()).toBe(6);
    expect(hessian(jit(f))(x).toArray()).toEqual([[2]]);
    expect(jvp(grad(jit(f)), [x], [array([1])])[1].toArray()).toEqual([2]);
  });

  it("keep a person's own rules inside jit", () => {
    const cut = customVjp(
      (v: NDArray) => mul(v, 2),
      (v: NDArray) => [mul(v, 2), null],
      (_, cotangent) => [mul(cotangent, 100)],
    );
    const jitted = jit((v: NDArray) => cut(v).sum());
    for (let call = 0; call < 2; call++) {
      expect(grad(jitted)(x).toArray()).toEqual([100]);
      expect(jit(grad((v: NDArray) => cut(v).sum()))(x).toArray()).toEqual([100]);
    }
  });
});
