import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  array,
  checkpoint,
  cond,
  cos,
  customJvp,
  customVjp,
  exp,
  grad,
  hessian,
  jacfwd,
  jacobian,
  jacrev,
  jit,
  jvp,
  linearize,
  matmul,
  mul,
  scan,
  sin,
  stack,
  sum,
  vjp,
  vmap,
  where,
  type NDArray,
} from "../../../engine/index.js";

// That this file compiles is a part of the test: types pass through nested transforms.
describe("transforms of transforms", () => {
  const f = (x: NDArray): NDArray => x.mul(x).sum();
  const x = array([3]);

  it.each([
    ["grad", (use: (x: NDArray) => NDArray) => grad((y: NDArray) => use(y).sum())(x)],
    ["vmap", (use: (x: NDArray) => NDArray) => vmap(use)(x)],
    ["jit", (use: (x: NDArray) => NDArray) => jit(use)(x)],
  ] as const)("name a value that was kept beyond %s, whatever is done with it", (owner, run) => {
    let kept: NDArray = x;
    run((y) => (kept = y.mul(2)));
    const message = new RegExp(`was traced by ${owner}, which has ended; return values`);
    expect(() => kept.add(1)).toThrow(message);
    expect(() => kept.data).toThrow(message);
    expect(() => jit((y: NDArray) => y.add(kept))(x)).toThrow(message);
  });

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

// f(x) = sin(a·x), written in many ways; its k-th derivative is sin(a·x + kπ/2) a ⊗ … ⊗ a.
describe("derivatives of any order by any nest of transforms", () => {
  const a = [0.7, -1.3, 0.4];
  const x = array([0.3, 0.9, -0.5]);
  const forms: Record<string, (v: NDArray) => NDArray> = {
    plain: (v) => sin(v.mul(a).sum()),
    product: (v) => sin(matmul(array(a), v)),
    scan: (v) => {
      const step = (total: NDArray, { k, p }: { k: NDArray; p: NDArray }) =>
        [total.add(k.mul(p)), null] as const;
      return sin(scan(step, array(0), { k: array(a), p: v })[0]);
    },
    cond: (v) => cond(v.slice(0).greater(-9), (u: NDArray) => sin(u.mul(a).sum()), sum, v),
    "a rule of its own": (v) => ownSine(v.mul(a).sum()),
    where: (v) => where(v.sum().greater(-9), sin(v.mul(a).sum()), exp(v.slice(2))),
  };
  const ownSine: (v: NDArray) => NDArray = customJvp(
    (v: NDArray) => sin(v),
    ([v], [t]) => [ownSine(v), mul(cos(v), t)],
  );
  type Map = (v: NDArray) => NDArray;
  const derivatives = { jacfwd, jacrev, jacobian } as unknown as Record<string, (f: Map) => Map>;
  const wrappers: Record<string, (f: Map) => Map> = {
    none: (f) => f,
    jit: (f) => jit(f),
    checkpoint: (f) => checkpoint(f),
    vmap: (f) => (v) => vmap(f)(v.reshape([1, 3])).slice(0),
    linearize: (f) => (v) => linearize(f, v)[0],
    "vmap of jit": (f) => (v) => vmap(jit(f))(stack([v.mul(0), v])).slice(1),
  };

  /** Every entry of sin(a·x + kπ/2) a ⊗ … ⊗ a */
  function truth(order: number): number[] {
    const angle = x.mul(a).sum().item();
    const tensor = Array.from({ length: order }).reduce<number[]>(
      (entries) => entries.flatMap((entry) => a.map((ai) => entry * ai)),
      [1],
    );
    return tensor.map((entry) => entry * Math.sin(angle + (order * Math.PI) / 2));
  }

  it.each(Object.keys(forms))("%s", (form) => {
    assertAll(forms[form] as Map, Object.keys(wrappers));
  });

  it("a JS condition on a value, where no transform hides the values", () => {
    const f: Map = (v) => (v.mul(2).get(0) > 0 ? sin(matmul(v, array(a))) : exp(v));
    assertAll(f, ["none", "checkpoint", "linearize"]);
  });

  function assertAll(f: Map, wrapping: readonly string[]): void {
    const wrapper = fc.constantFrom(...wrapping).map((name) => wrappers[name] as (f: Map) => Map);
    const mode = fc.constantFrom(...Object.values(derivatives));
    const nest = fc.array(fc.tuple(mode, wrapper), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(nest, wrapper, (layers, inner) => {
        const derivative = layers.reduce((inside, [d, wrap]) => wrap(d(inside)), inner(f));
        const entries = [...derivative(x).data];
        const wanted = truth(layers.length);
        expect(entries).toHaveLength(wanted.length);
        // Entries of at most 2.2, products of a few numbers each: a dozen roundings.
        for (const [i, entry] of entries.entries()) expect(entry).toBeCloseTo(wanted[i] ?? NaN, 13);
      }),
      { numRuns: 25 },
    );
  }
});
