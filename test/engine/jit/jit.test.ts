import { describe, expect, it } from "vitest";
import {
  add,
  array,
  exp,
  grad,
  jit,
  linspace,
  matmul,
  mul,
  type NDArray,
  sin,
  sub,
  tanh,
  valueAndGrad,
  vmap,
  vjp,
} from "../../../engine/index.js";
import { compiled } from "../../../engine/jit/compile.js";
import { chained } from "../../../engine/jit/chain.js";
import { simplified } from "../../../engine/jit/simplify.js";
import { record } from "../../../engine/core/recording.js";

const chain = (x: NDArray, row: NDArray): NDArray =>
  tanh(mul(add(sin(x), row), 0.5))
    .sub(exp(x.neg()))
    .mul(sub(2, x))
    .add(row.sum());

const matrix = (dtype: "float32" | "float64", rows = 37, columns = 101): NDArray =>
  linspace(-2, 2, rows * columns)
    .reshape([rows, columns])
    .astype(dtype);

describe("jit", () => {
  it.each(["float32", "float64"] as const)("gives the bits of the function itself, %s", (dtype) => {
    const [x, row] = [matrix(dtype), linspace(0, 1, 101).astype(dtype)];
    const fast = jit(chain);
    for (const given of [x, x.mul(0.3), x]) {
      expect(fast(given, row).data).toEqual(chain(given, row).data);
    }
  });

  it("runs the function once for every shape, dtype and structure", () => {
    let runs = 0;
    const f = jit(({ x }: { x: NDArray }) => {
      runs++;
      return { y: x.mul(2) };
    });
    f({ x: array([1, 2]) });
    expect(f({ x: array([3, 4]) }).y.toArray()).toEqual([6, 8]);
    expect(runs).toBe(1);
    f({ x: array([1, 2, 3]) });
    f({ x: array([1, 2], { dtype: "float32" }) });
    expect(runs).toBe(3);
  });

  const loss = (w: NDArray, x: NDArray): NDArray => tanh(matmul(x, w)).mul(2).sum();
  const [w, x] = [matrix("float64", 40, 40), matrix("float64", 50, 40)];

  it("passes through derivatives, inside and outside", () => {
    const expected = grad(loss)(w, x).data;
    expect(jit(grad(loss))(w, x).data).toEqual(expected);
    const outside = grad(jit(loss));
    outside(w, x);
    expect(outside(w, x).data).toEqual(expected);
    const [value, gradient] = jit(valueAndGrad(jit(loss)))(w, x);
    expect(value.item()).toBe(loss(w, x).item());
    expect(gradient.data).toEqual(expected);
  });

  it("passes through vmap", () => {
    const many = array([
      [1, 2],
      [3, 4],
    ]);
    const square = jit((v: NDArray) => v.mul(v).sum());
    expect(vmap(square)(many).toArray()).toEqual([5, 25]);
    expect(jit(vmap(square))(many).toArray()).toEqual([5, 25]);
  });

  it("closes over what an outer transform traces, anew at every call", () => {
    const f = (a: NDArray): NDArray => jit((b: NDArray) => a.mul(b))(array(3)).mul(a);
    expect(grad(f)(array(2)).item()).toBe(12);
    let inner: ((b: NDArray) => NDArray) | undefined;
    const g = (a: NDArray): NDArray => {
      inner ??= jit((b: NDArray) => b.mul(2));
      return inner(a).mul(a);
    };
    expect([grad(g)(array(2)).item(), grad(g)(array(3)).item()]).toEqual([8, 12]);
  });

  it("names itself when a value is asked for while the function is traced", () => {
    const f = jit((v: NDArray) => (Number(v.item()) > 0 ? v : v.neg()));
    expect(() => f(array(1))).toThrow(/^jit: a value is asked for.*use where, cond or whileLoop/);
  });

  it("gives the derivative of a jitted function as a pullback that may be called again", () => {
    const fast = jit(loss);
    const [, pullback] = vjp(fast, w, x);
    expect(pullback(1)[0].data).toEqual(grad(loss)(w, x).data);
  });
});

describe("the program that jit runs", () => {
  const like = { shape: [64, 64], dtype: "float64" } as const;
  const names = (f: (x: NDArray) => NDArray): string[] =>
    simplified(record("test", [like], ([v]) => [f(v as NDArray)])).equations.map(
      ({ primitive }) => primitive.name,
    );

  it("computes nothing twice, and nothing that nobody asked for", () => {
    expect(names((v) => add(sin(v.mul(2)), sin(v.mul(2))))).toEqual(["mul", "sin", "add"]);
    expect(names((v) => (exp(v), v.neg()))).toEqual(["neg"]);
  });

  it("tells constants apart, also by the sign of zero", () => {
    expect(names((v) => add(v.mul(2), v.mul(3)))).toHaveLength(3);
    expect(names((v) => add(v.mul(0), v.mul(-0)))).toHaveLength(3);
  });

  it("runs neighbouring elementwise equations as one loop, with the sum that follows", () => {
    const program = record("test", [like], ([v]) => {
      const y = tanh(
        sin(v as NDArray)
          .mul(2)
          .add(1),
      );
      return [y.sum(), y];
    });
    const steps = chained(simplified(program)).map((step) =>
      step.kind === "chain" ? step.equations.length : step.equation.primitive.name,
    );
    expect(steps).toEqual([4]);
    const v = matrix("float64", 64, 64);
    const [sum, y] = compiled(program)([v]) as [NDArray, NDArray];
    const expected = tanh(sin(v).mul(2).add(1));
    expect(y.data).toEqual(expected.data);
    expect(sum.item()).toBe(expected.sum().item());
  });
});
