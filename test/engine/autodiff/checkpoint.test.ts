import { describe, expect, test } from "vitest";
import { linearizeFlat } from "../../../engine/autodiff/linearize.js";
import { isVariable } from "../../../engine/core/program.js";
import * as nt from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";

const block = (w: NDArray, x: NDArray): NDArray => nt.tanh(nt.matmul(nt.sin(nt.exp(x)), w)).mul(x);
const w = nt.array([
  [0.3, -0.2],
  [0.5, 0.1],
]);
const x = nt.array([
  [0.1, 0.7],
  [-0.4, 0.2],
  [0.9, -1.1],
]);

function expectClose(found: NDArray, wanted: NDArray): void {
  expect(found.shape).toEqual(wanted.shape);
  expect(nt.abs(found.sub(wanted)).max().item()).toBeLessThanOrEqual(1e-13);
}

/** How many elements of arrays a linearised function holds on to. */
function kept(f: (x: NDArray) => NDArray, at: NDArray): number {
  const { derivative } = linearizeFlat("test", ([input]) => [f(input as NDArray)], [at]);
  const constants = derivative.equations
    .flatMap(({ inputs }) => inputs)
    .filter((atom) => !isVariable(atom));
  return [...new Set(constants)].reduce(
    (sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1),
    0,
  );
}

describe("checkpoint", () => {
  const plain = (v: NDArray) => block(v, block(v, block(v, x))).sum();
  const saving = (v: NDArray) => {
    const own = nt.checkpoint(block);
    return own(v, own(v, own(v, x))).sum();
  };

  test("values and derivatives are the same to second order", () => {
    expect(saving(w).item()).toBe(plain(w).item());
    expectClose(nt.grad(saving)(w), nt.grad(plain)(w));
    expectClose(nt.jacfwd(saving)(w), nt.grad(plain)(w));
    const wanted = nt.hessian(plain)(w);
    expectClose(nt.hessian(saving)(w), wanted);
    expectClose(nt.jacrev(nt.grad(saving))(w), wanted);
    expectClose(nt.jacrev(nt.jacfwd(saving))(w), wanted);
  });

  test("the linearised program keeps the arguments, not what is computed inside", () => {
    const chain = (y: NDArray): NDArray => {
      let z = y;
      for (let k = 0; k < 10; k++) z = nt.sin(nt.exp(z).mul(z));
      return z;
    };
    const at = nt.zeros([100]).add(0.3);
    // Only the argument and the number of the branch.
    expect(kept(nt.checkpoint(chain), at)).toBe(101);
    expect(kept(chain, at)).toBeGreaterThan(20 * 100);
    expect(kept((y) => nt.checkpoint(chain)(nt.checkpoint(chain)(y)), at)).toBe(2 * 100 + 2);
  });

  test("the inside is evaluated again on the way back: twice in all", () => {
    let runs = 0;
    const counted = nt.customJvp(
      (y: NDArray) => {
        runs++;
        return nt.exp(y);
      },
      ([y], [t]) => {
        runs++;
        return [nt.exp(y), t.mul(nt.exp(y))];
      },
    );
    const value = nt.checkpoint((y: NDArray) => counted(y).sum());
    value(x);
    const before = runs;
    nt.grad(value)(x);
    // The first call: recorded (shapes), then run. The second: the same, and once more backwards.
    expect([before, runs - before]).toEqual([2, 3]);
  });

  test("it may close over what is differentiated by", () => {
    const closing = (v: NDArray) => {
      const scaled = v.mul(2);
      return nt
        .checkpoint((y: NDArray) => block(scaled, y).add(v.sum()))(x)
        .sum();
    };
    const same = (v: NDArray) => block(v.mul(2), x).add(v.sum()).sum();
    expectClose(nt.grad(closing)(w), nt.grad(same)(w));
    expectClose(nt.hessian(closing)(w), nt.hessian(same)(w));
    const each = nt.vmap(nt.grad(closing));
    expectClose(each(nt.stack([w, w.mul(2)])), nt.stack([w, w.mul(2)].map(nt.grad(same))));
  });

  test("under vmap, inside and outside of the derivative", () => {
    const own = nt.checkpoint(block);
    const each = nt.vmap((v: NDArray, y: NDArray) => own(v, y).sum(), { inAxes: [null, 0] });
    const rows = x.reshape([3, 1, 2]);
    const wanted = nt.grad((v: NDArray) => block(v, x).sum())(w);
    expectClose(nt.grad((v: NDArray) => each(v, rows).sum())(w), wanted);
    const perRow = nt.vmap(
      nt.grad((v: NDArray, y: NDArray) => own(v, y).sum()),
      { inAxes: [null, 0] },
    );
    expectClose(perRow(w, rows).sum(0), wanted);
    expectClose(nt.vmap(nt.jacfwd(nt.checkpoint(nt.sin)))(x), nt.vmap(nt.jacfwd(nt.sin))(x));
  });

  test("trees, several results, integers beside floats, nesting, JS conditions", () => {
    const f = nt.checkpoint((p: { w: NDArray; n: NDArray }) => ({
      y: nt
        .checkpoint((v: NDArray) => (v.sum().item() > 0 ? nt.exp(v) : v))(p.w)
        .mul(p.n),
      n: p.n,
    }));
    const n = nt.array(new Int32Array([3]), { shape: [] });
    const result = f({ w, n });
    expect(result.n.dtype).toBe("int32");
    const gradient = nt.grad((v: NDArray) => f({ w: v, n }).y.sum())(w);
    expectClose(gradient, nt.exp(w).mul(3));
    expectClose(nt.grad((v: NDArray) => f({ w: v, n }).y.sum())(w.neg()), nt.full([2, 2], 3));
  });
});
