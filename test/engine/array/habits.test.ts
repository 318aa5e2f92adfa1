// What people bring from NumPy, JAX and PyTorch, in cells that are not type-checked when they run.
import { describe, expect, it, test } from "vitest";
import * as nt from "../../../engine/index.js";
import { array, grad, jit, vmap, type NDArray } from "../../../engine/index.js";

/** Calls as a cell without types makes them. */
const untyped = nt as never as Readonly<Record<string, (...args: unknown[]) => unknown>>;
const call = (name: string, ...args: unknown[]): unknown => untyped[name]?.(...args);

describe("wrong calls say what to write", () => {
  test.each([
    ["zeros", [3], /zeros: the shape is 3; give a list of lengths, such as \[3\]/],
    ["zeros", [[-1]], /zeros: shape \[-1\]/],
    ["ones", [undefined], /ones: the shape is undefined/],
    ["reshape", [nt.ones([6]), 2, 3], /reshape: the shape is 2/],
    ["matmul", [nt.ones([2]), undefined], /an operand is undefined.*is missing/],
    ["logsumexp", [nt.zeros([0])], /logsumexp: an array of shape \[0\] has no elements/],
    ["sum", [nt.ones([6]), { axis: 0 }], /sum: the axis is \{"axis":0\}.*sum\(x, 0, \{ keepdims/],
    ["argsort", [nt.ones([6]), { axis: 0 }], /argsort: axis \{"axis":0\} does not exist/],
    ["meshgrid", [nt.ones([2]), nt.ones([3])], /meshgrid: give the vectors as one list/],
    ["slice", [nt.ones([2]), { start: 1 }], /slice: \{"start":1\} chooses nothing of an axis/],
    ["at", [nt.ones([2]), { start: 0 }], /at: \{"start":0\} chooses nothing of an axis/],
    ["round", [nt.ones([2]), { decimals: 1 }], /round: decimals is \{"decimals":1\}/],
    ["jvp", [(x: NDArray) => x, nt.ones([2]), nt.ones([2])], /jvp: .* are lists.*jvp\(f, \[x\]/],
    ["numericalJacobian", [(x: NDArray) => x, 1, { method: "complex" }], /no method "complex"/],
  ] as const)("%s", (name, args, message) => {
    const run = (): unknown => {
      const made = call(name, ...args);
      return made instanceof nt.At ? made.get() : made;
    };
    expect(run).toThrow(message);
  });

  it("softmax of a number, and the Jacobian of whole numbers, name themselves", () => {
    expect(() => nt.nn.softmax(3)).toThrow(/nn\.softmax: axis -1 does not exist/);
    const whole = (x: NDArray) => x.astype("int32");
    for (const transform of [nt.jacrev, nt.jacfwd, nt.jacobian]) {
      expect(() => transform(whole)([1.5])).toThrow(/f gives int32, which has no derivative/);
    }
  });

  it("at.set names the value's shape, the chosen one, and what lists mean", () => {
    expect(() => nt.zeros([3]).at([0, 2]).set([1, 2, 3])).toThrow(
      /at\.set: a value of shape \[3\] does not broadcast to the chosen \[2\]; a JS list in at/,
    );
  });

  it("functions that return nothing, and products that are not linear", () => {
    const nothing = (x: NDArray) => void x.mul(2);
    for (const call of [
      () => grad(nothing)(1),
      () => nt.vmap(nothing)([1]),
      () => nt.jit(nothing)(array(1)),
      () => nt.jacobian(nothing)([1]),
      () => nt.jvp(nothing, [array(1)], [array(1)]),
    ]) {
      expect(call).toThrow(/f gives undefined.*needs return/);
    }
    expect(() => nt.linearTranspose((x: NDArray) => x.mul(x), array(1))).toThrow(
      /mul of two arrays that both depend/,
    );
  });
});

describe("everyday calls of the peers", () => {
  const same = (found: NDArray, wanted: unknown): void => expect(found.toArray()).toEqual(wanted);

  it("a list of arrays becomes an array, also of traced ones", () => {
    same(array([array([1, 2]), array([3, 4])]), [
      [1, 2],
      [3, 4],
    ]);
    same(
      array([
        [array(1), 2],
        [3, array(4)],
      ]),
      [
        [1, 2],
        [3, 4],
      ],
    );
    const single = array(1, { dtype: "float32" });
    expect(array([single, single]).dtype).toBe("float32");
    expect(array([array(1), array(2)], { dtype: "int32" }).dtype).toBe("int32");
    same(grad((x: NDArray) => array([x.mul(2), x.mul(x)]).sum())(array(3)), 8);
    same(vmap((x: NDArray) => array([x, x.mul(x)]))(array([2, 3])), [
      [2, 4],
      [3, 9],
    ]);
  });

  it("norms take their order as NumPy's do", () => {
    const a = array([
      [4, 1],
      [1, 3],
    ]);
    for (const ord of ["fro", "nuc", 1, 2, Infinity] as const) {
      expect(nt.norm(a, ord).item()).toBe(nt.norm(a, { ord }).item());
    }
    expect(nt.norm([3, -4, 0], 1).item()).toBe(7);
    expect(() => nt.norm(a, 3)).toThrow(/there is no matrix norm 3/);
    const pythons = { axis: 1, keepdims: true };
    expect(() => nt.norm(a, pythons)).toThrow('norm: there is no option "keepdims"; use ord, axis');
  });

  it("lists of arrays beside numbers keep the arrays' dtype", () => {
    const single = array(0.5, { dtype: "float32" });
    const found = array([single, 0.1]);
    expect([found.dtype, found.get(1)]).toEqual(["float32", Math.fround(0.1)]);
  });

  it("round takes decimals, as NumPy 2.4 gives them", () => {
    same(nt.round([1.234, 0.125, -2.675, NaN], 2), [1.23, 0.12, -2.68, NaN]);
    same(nt.round([1234, 1250, 1350], -2), [1200, 1200, 1400]);
    expect(nt.round(array([15, 25], { dtype: "int32" }), -1)).toMatchObject({ dtype: "int32" });
    expect(nt.round(array([0.16], { dtype: "float32" }), 1).dtype).toBe("float32");
  });

  it("eye has columns and diagonals", () => {
    same(nt.eye(2, 3), [
      [1, 0, 0],
      [0, 1, 0],
    ]);
    same(nt.eye(3, { k: -1, dtype: "int32" }), [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
    ]);
    expect(nt.eye(0).shape).toEqual([0, 0]);
  });

  it("−1 to an infinite power is 1", () => {
    same(nt.pow([-1, -1, 1], [Infinity, -Infinity, NaN]), [1, 1, 1]);
  });

  it("traced arrays can be printed where only their shape is known", () => {
    let text = "";
    const note = (x: NDArray): NDArray => {
      text = String(x);
      return x.mul(2);
    };
    vmap(note)(nt.ones([2, 3]));
    expect(text).toBe("array(traced by vmap, shape=(3,), dtype=float64)");
    jit(note)(nt.ones([2]));
    expect(text).toBe("array(traced by jit, shape=(2,), dtype=float64)");
    grad((x: NDArray) => note(x).sum())(nt.ones([2]));
    expect(text).toBe("array([1., 1.])");
  });
});

describe("vmap over parts of trees", () => {
  const f = (p: { readonly w: NDArray; readonly x: NDArray }) => p.w.mul(p.x);

  it("takes axes like the tree, and null for what all examples share", () => {
    const p = { w: array(10), x: array([1, 2]) };
    expect(vmap(f, { inAxes: [{ w: null, x: 0 }] })(p).toArray()).toEqual([10, 20]);
    expect(() => vmap(f, { inAxes: [{ w: null }] })(p)).toThrow(/inAxes\[0\] is \{"w":null\}/);
    expect(() => vmap(f)(p)).toThrow(/shape \[\] has no axis 0 for the examples/);
  });

  it("places results by axes like the result, and null for what does not differ", () => {
    const g = (x: NDArray) => ({ double: x.mul(2), shared: array([7]) });
    const found = vmap(g, { outAxes: { double: 1, shared: null } })(
      array([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    );
    expect(found.double.toArray()).toEqual([
      [2, 8],
      [4, 10],
      [6, 12],
    ]);
    expect(found.shared.toArray()).toEqual([7]);
    expect(() => vmap(g, { outAxes: null })(array([1, 2]))).toThrow(/differs between examples/);
  });
});

describe("what NumPy and JAX have is here under its name", () => {
  const x = nt.arange(6).reshape(2, 3);

  it("lengths and axes one by one, .T, products as methods", () => {
    expect(x.shape).toEqual([2, 3]);
    expect(nt.ones([6]).reshape(3, -1).shape).toEqual([3, 2]);
    expect(nt.ones([2, 3, 4]).transpose(1, 0, 2).shape).toEqual([3, 2, 4]);
    expect(nt.ones([2, 3, 4]).transpose(-1, 0, 1).shape).toEqual([4, 2, 3]);
    expect(x.T.toArray()).toEqual(nt.transpose(x).toArray());
    expect(x.matmul(x.T).toArray()).toEqual(nt.matmul(x, x.T).toArray());
    expect(nt.array(3).reshape().shape).toEqual([]);
  });

  it("remainders with the sign of the divisor, as NumPy's, also where x/y is rounded", () => {
    const [a, b] = [[7, -7, 7, -7, 0.3, Infinity, 1, -1, 1], [3, 3, -3, -3, 0.1, 2, Infinity, Infinity, 0]]; // prettier-ignore
    expect([...nt.mod(a, b).data]).toEqual([1, 2, -2, -1, 0.3 % 0.1, NaN, 1, Infinity, NaN]);
    expect([...nt.floorDivide(a, b).data]).toEqual([2, -3, -3, 2, 2, NaN, 0, -1, Infinity]);
    const whole = nt.array([7, -7, 5], { dtype: "int32" });
    const by = nt.array([2, 2, 0], { dtype: "int32" });
    expect(nt.floorDivide(whole, by)).toMatchObject({ dtype: "int32" });
    expect([...nt.floorDivide(whole, by).data]).toEqual([3, -4, 0]);
    expect([...nt.mod(whole, by).data]).toEqual([1, 1, 0]);
  });

  it("hypot neither overflows nor has a slope of NaN at 0", () => {
    expect(nt.hypot(3e200, 4e200).item()).toBeCloseTo(5e200, -190);
    expect(grad((v: NDArray) => nt.hypot(v, 0))(0).item()).toBe(0);
  });

  it("hasAux hands on what is beside the loss, under other transforms too", () => {
    const f = (v: NDArray, y: NDArray) => {
      const rest = v.sub(y);
      return [rest.mul(rest).sum(), { rest, first: rest.slice(0) }] as const;
    };
    const [gradient, aux] = grad(f, { hasAux: true })([1, 2], [0, 0]);
    expect([gradient.toArray(), aux.rest.toArray(), aux.first.item()]).toEqual([[2, 4], [1, 2], 1]);
    const [[value, more], slope] = jit(nt.valueAndGrad(f, { hasAux: true }))([1, 2], [0, 0]);
    expect([value.item(), more.rest.toArray(), slope.toArray()]).toEqual([5, [1, 2], [2, 4]]);
    const rows = vmap(grad(f, { hasAux: true }))([[1, 2], [3, 4]], [[0, 0], [1, 1]]); // prettier-ignore
    expect(rows[1].rest.toArray()).toEqual([[1, 2], [2, 3]]); // prettier-ignore
    // What is beside the loss does not change its gradient, but has derivatives of its own.
    const second = nt.jacfwd((v: NDArray) => grad(f, { hasAux: true })(v, nt.zeros([2]))[1].rest);
    expect(second([1, 2]).toArray()).toEqual([[1, 0], [0, 1]]); // prettier-ignore
    const single = (v: NDArray) => v.sum() as never;
    expect(() => grad(single, { hasAux: true })([1])).toThrow(/with hasAux f gives a pair/);
  });
});
