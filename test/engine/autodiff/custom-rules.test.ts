import { describe, expect, expectTypeOf, test } from "vitest";
import * as nt from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";

/** log(1 + eˣ) with a derivative that does not overflow. */
const log1pExp = nt.customJvp(
  (x: NDArray) => nt.log(nt.exp(x).add(1)),
  ([x], [t]) => [nt.nn.softplus(x), t.mul(nt.nn.sigmoid(x))],
);

/** x·y whose rules are marked: the way back doubles the cotangent of x and triples that of y. */
const marked = nt.customVjp(
  (x: NDArray, y: NDArray) => x.mul(y),
  (x, y) => [x.mul(y), { x, y }],
  ({ x, y }, ct) => [ct.mul(y).mul(2), ct.mul(x).mul(3)],
);

/** sin, the way back written by hand. */
const sine = nt.customVjp(
  (x: NDArray) => nt.sin(x),
  (x) => [nt.sin(x), x],
  (x, ct) => [ct.mul(nt.cos(x))],
);

function expectClose(found: NDArray, wanted: NDArray, tolerance = 1e-14): void {
  expect(found.shape).toEqual(wanted.shape);
  expect(nt.abs(found.sub(wanted)).max().item()).toBeLessThanOrEqual(tolerance);
}

const points = nt.array([0.3, -1.2, 0.7]);

describe("customJvp", () => {
  test("the rule takes the place of what the operations would give, in both modes", () => {
    const far = nt.array([1000, -1000, 0]);
    const wanted = nt.nn.sigmoid(far);
    expectClose(nt.jvp(log1pExp, [far], [nt.onesLike(far)])[1], wanted);
    expectClose(nt.grad((x: NDArray) => log1pExp(x).sum())(far), wanted);
    expectClose(nt.jvp(log1pExp, [far], [far])[0], nt.nn.softplus(far));
  });

  test("without a derivative the function runs as it is", () => {
    expect(log1pExp(nt.array(1000)).item()).toBe(Infinity);
  });

  test("it is right to second order, and in Hessians of both orders of modes", () => {
    const f = (x: NDArray) => log1pExp(x).mul(x).sum();
    const same = (x: NDArray) => nt.nn.softplus(x).mul(x).sum();
    const wanted = nt.hessian(same)(points);
    expectClose(nt.hessian(f)(points), wanted);
    expectClose(nt.jacrev(nt.grad(f))(points), wanted);
    expectClose(nt.jacrev(nt.jacfwd(f))(points), wanted);
    expectClose(nt.jacfwd(nt.jacfwd(f))(points), wanted);
  });

  test("vmap inside and outside of the derivative keeps the rule", () => {
    const wanted = nt.nn.sigmoid(points);
    expectClose(nt.vmap(nt.grad(log1pExp))(points), wanted);
    expectClose(nt.grad((x: NDArray) => nt.vmap(log1pExp)(x).sum())(points), wanted);
    const all = nt.stack([points, points.mul(400)]);
    const twice = nt.vmap(nt.vmap(nt.grad(log1pExp)));
    expectClose(twice(all), nt.nn.sigmoid(all));
    expectClose(nt.vmap(log1pExp)(points), nt.log(nt.exp(points).add(1)));
  });

  test("an argument that is shared by all examples is not repeated for the rule", () => {
    const shapes: (readonly number[])[] = [];
    const scaled = nt.customJvp(
      (w: NDArray, x: NDArray) => w.mul(x),
      ([w, x], [tw, tx]) => {
        shapes.push(w.shape);
        return [w.mul(x), tw.mul(x).add(w.mul(tx)).mul(10)];
      },
    );
    const total = (w: NDArray, x: NDArray) =>
      nt
        .vmap(scaled, { inAxes: [null, 0] })(w, x)
        .sum();
    expect(nt.grad(total)(nt.array(2), points).item()).toBeCloseTo(10 * points.sum().item(), 12);
    expectClose(nt.grad(total, { argnums: 1 })(nt.array(2), points), nt.full([3], 20));
    expect(shapes).toEqual([[], []]);
  });

  test("arguments and results are trees; arguments that are no arrays are handed on", () => {
    const apply = nt.customJvp(
      (params: { w: NDArray; b: NDArray }, name: "sin" | "cos") => ({
        y: nt[name](params.w).add(params.b),
        n: nt.array(new Int32Array([7])),
      }),
      ([params, name], [t, none]) => {
        expect(none).toBeNull();
        const y = nt[name](params.w).add(params.b);
        const n = nt.array(new Int32Array([7]));
        return [
          { y, n },
          { y: t.w.mul(100).add(t.b), n: nt.zerosLike(n) },
        ];
      },
      { nondiffArgs: [1] },
    );
    const params = { w: points, b: nt.array(1) };
    expectTypeOf(apply).parameter(1).toEqualTypeOf<"sin" | "cos">();
    const gradient = nt.grad((p: typeof params) => apply(p, "cos").y.sum())(params);
    expectClose(gradient.w, nt.full([3], 100));
    expect(gradient.b.item()).toBe(3);
    expect(apply(params, "sin").n.toArray()).toEqual([7]);
  });

  test("PyTorch's style uses the rule", () => {
    const x = nt.variable([1000]);
    log1pExp(x).sum().backward();
    expect(x.grad?.toArray()).toEqual([1]);
  });

  test("a rule that does not fit is named", () => {
    const wrong = nt.customJvp(
      (x: NDArray) => x,
      ([x], [t]) => [x, t.sum()],
    );
    expect(() => nt.jvp(wrong, [points], [points])).toThrow(
      /customJvp: the rule's tangent: .*shape \[\].*shape \[3\]/,
    );
    const single = nt.customJvp(
      (x: NDArray) => x,
      ([x]) => [x] as unknown[] as [NDArray, NDArray],
    );
    expect(() => nt.jvp(single, [points], [points])).toThrow(/the pair \[value, tangent\]/);
    const missing = nt.customJvp(
      (x: NDArray) => x,
      ([x], [t]) => [x, t],
      { nondiffArgs: [3] },
    );
    expect(() => missing(points)).toThrow(/nondiffArgs \[3\] of a call with 1 arguments/);
  });

  test("a function that closes over a traced array is refused instead of losing a derivative", () => {
    const closing = (w: NDArray) => {
      const f = nt.customJvp(
        (x: NDArray) => x.mul(w),
        ([x], [t]) => [x.mul(w), t.mul(w)],
      );
      return [f(w).sum(), f(nt.array(1)).sum()] as const;
    };
    const message = /customJvp: the function closes over an array that grad traces/;
    expect(() => nt.grad((w: NDArray) => closing(w)[0])(nt.array(2))).toThrow(message);
    const plain = (w: NDArray) =>
      nt.customJvp(
        (x: NDArray) => x.mul(w),
        ([x], [t]) => [x, t],
      )(nt.array(1));
    expect(() => nt.grad(plain)(nt.array(2))).toThrow(message);
    expect(() => nt.vmap(nt.grad((w: NDArray) => closing(w)[0]))(nt.array([1, 2]))).toThrow(
      message,
    );
  });

  test("it may close over what an outer transform traces", () => {
    const outer = (w: NDArray) => {
      const f = nt.customJvp(
        (x: NDArray) => x.mul(w),
        ([x], [t]) => [x.mul(w), t.mul(w).mul(w)],
      );
      return nt.jvp(f, [nt.array(3)], [nt.array(1)])[1];
    };
    expect(nt.grad(outer)(nt.array(5)).item()).toBe(10);
  });
});

describe("customVjp", () => {
  test("backward gives the cotangents", () => {
    const gradient = nt.grad(marked, { argnums: [0, 1] })(nt.array(5), nt.array(7));
    expect(gradient.map((part) => part.item())).toEqual([14, 15]);
    expect(marked(nt.array(5), nt.array(7)).item()).toBe(35);
  });

  test("a gradient can be clipped on its way back", () => {
    const clipped = nt.customVjp(
      (x: NDArray) => x,
      (x) => [x, null],
      (_, ct) => [nt.clip(ct, -1, 1)],
    );
    const f = (x: NDArray) => clipped(x.mul(x)).mul([5, 0.1]).sum();
    expectClose(nt.grad(f)(nt.array([1, 2])), nt.array([2, 0.4]));
    expect(() => nt.jvp(f, [nt.array([1, 2])], [nt.array([1, 1])])).toThrow(
      /forward mode transposes backward, which must be linear/,
    );
  });

  test("forward mode transposes a linear backward", () => {
    const [y, t] = nt.jvp(marked, [nt.array(5), nt.array(7)], [nt.array(1), nt.array(10)]);
    expect([y.item(), t.item()]).toEqual([35, 2 * 7 + 3 * 5 * 10]);
    expect(nt.gradCheck(sine, points).forward).toBeLessThan(1e-9);
  });

  test("second derivatives differentiate backward, by any order of modes", () => {
    const f = (x: NDArray) => sine(x).mul(x).sum();
    const wanted = nt.hessian((x: NDArray) => nt.sin(x).mul(x).sum())(points);
    expectClose(nt.hessian(f)(points), wanted);
    expectClose(nt.jacrev(nt.grad(f))(points), wanted);
    expectClose(nt.jacrev(nt.jacfwd(f))(points), wanted);
    expectClose(nt.jacfwd(nt.jacfwd(f))(points), wanted);
  });

  test("under vmap what all examples share gets the sum of their cotangents", () => {
    const total = (w: NDArray, x: NDArray) =>
      nt
        .vmap(marked, { inAxes: [null, 0] })(w, x)
        .sum();
    const [gw, gx] = nt.grad(total, { argnums: [0, 1] })(nt.array(2), points);
    expect(gw.item()).toBeCloseTo(2 * points.sum().item(), 14);
    expectClose(gx, nt.full([3], 6));
    const each = nt.vmap(nt.grad(marked, { argnums: [0, 1] }), { inAxes: [null, 0] });
    expectClose(each(nt.array(2), points)[0], points.mul(2));
    expectClose(each(nt.array(2), points)[1], nt.full([3], 6));
    expectClose(
      nt.vmap(nt.vmap(nt.grad(sine)))(nt.stack([points, points])),
      nt.cos(nt.stack([points, points])),
    );
    expectClose(nt.jacfwd(nt.vmap(sine))(points), nt.jacfwd(nt.sin)(points));
  });

  test("trees, arguments handed on, zero cotangents", () => {
    const apply = nt.customVjp(
      (p: { w: NDArray }, x: NDArray, scale: (t: NDArray) => NDArray) => [scale(p.w).mul(x)],
      (p, x, scale) => [[scale(p.w).mul(x)], { w: p.w, x }],
      ({ x }, [ct], scale: (t: NDArray) => NDArray) => [
        { w: scale((ct as NDArray).mul(x)) },
        null,
        null,
      ],
      { nondiffArgs: [2] },
    );
    const triple = (t: NDArray) => t.mul(3);
    const f = (p: { w: NDArray }, x: NDArray) => (apply(p, x, triple)[0] as NDArray).sum();
    const [gp, gx] = nt.grad(f, { argnums: [0, 1] })({ w: nt.array(2) }, nt.array(5));
    expect([gp.w.item(), gx.item()]).toEqual([15, 0]);
  });

  test("PyTorch's style calls backward", () => {
    const x = nt.variable(5);
    marked(x, nt.array(7)).backward();
    expect(x.grad?.item()).toBe(14);
  });

  test("what backward returns is checked against the arguments", () => {
    const withBackward = (given: unknown) =>
      nt.grad(
        nt.customVjp(
          (x: NDArray) => x.sum(),
          (x) => [x.sum(), null],
          () => given as NDArray[],
        ),
      );
    expect(() => withBackward(nt.array(1))(points)).toThrow(/list with the cotangents of all 1/);
    expect(() => withBackward([1])(points)).toThrow(
      /backward's cotangent of argument 0: .*shape \[\].*shape \[3\]/,
    );
    expect(() => withBackward([{ a: 1 }])(points)).toThrow(/argument 0: a tree \{a: \*\} where \*/);
  });
});
