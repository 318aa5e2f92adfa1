import { describe, expect, it } from "vitest";
import {
  array,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  matmul,
  type NDArray,
  outer,
} from "../../../engine/index.js";

/** Rows of a matrix by a vector and a number beside it: two leaves go in and two come out. */
interface Tree {
  readonly w: NDArray;
  readonly b: readonly [NDArray];
}

const f = ({ w, b: [b] }: Tree) => ({ y: matmul(w, b), z: [b.mul(b).sum()] });
const w = array([
  [1, 2, 3],
  [4, 5, 6],
]);
const b = array([0.5, -1, 2]);
const tree: Tree = { w, b: [b] };

describe.each([
  ["jacfwd", jacfwd],
  ["jacrev", jacrev],
  ["jacobian", jacobian],
] as const)("%s of trees", (_, transform) => {
  const { y, z } = transform(f)(tree);

  it("has a block for every pair of leaves: ∂(Wb)ᵢ/∂Wₖₗ = δᵢₖbₗ, ∂(Wb)/∂b = W", () => {
    const [row, none] = [b.toArray() as number[], [0, 0, 0]];
    expect(y.w.toArray()).toEqual([
      [row, none],
      [none, row],
    ]);
    expect(y.b[0].toArray()).toEqual(w.toArray());
  });

  it("is zero where a result does not depend on a leaf, in the shape of both", () => {
    expect(z[0]?.w.toArray()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(z[0]?.b[0].toArray()).toEqual([1, -2, 4]);
  });

  it("keeps each leaf's dtype", () => {
    const mixed = { w: w.astype("float32"), b: [b] } as const;
    const { y: blocks } = transform((at: Tree) => ({ y: at.w.sum() }))(mixed);
    expect([blocks.w.dtype, blocks.w.shape]).toEqual(["float32", [2, 3]]);
    expect(blocks.b[0].toArray()).toEqual([0, 0, 0]);
  });
});

describe("second derivatives over trees", () => {
  // q = bᵀWᵀWb
  const q = ({ w: at, b: [v] }: Tree) => {
    const y = matmul(at, v);
    return y.mul(y).sum();
  };
  const blocks = hessian(q)(tree);

  it("are blocks in both leaves: ∂²/∂b² = 2WᵀW, ∂²/∂Wₖₗ∂Wₘₙ = 2δₖₘbₗbₙ", () => {
    expect(blocks.b[0].b[0].toArray()).toEqual(matmul(w.T, w).mul(2).toArray());
    const bb = outer(b, b).mul(2).toArray();
    expect(blocks.w.w.slice(0, [], 0, []).toArray()).toEqual(bb);
    expect(blocks.w.w.slice(1, [], 1, []).toArray()).toEqual(bb);
    expect(blocks.w.w.slice(0, [], 1, []).sum().item()).toBe(0);
  });

  it("are symmetric across leaves, and agree with their products by vectors", () => {
    expect(blocks.w.b[0].shape).toEqual([2, 3, 3]);
    expect(blocks.b[0].w.transpose([1, 2, 0]).toArray()).toEqual(blocks.w.b[0].toArray());
    const along = hvp(q, tree, { w: w.mul(0), b: [b] });
    expect(along.b[0].toArray()).toEqual(matmul(blocks.b[0].b[0], b).toArray());
    expect(along.w.toArray()).toEqual(matmul(blocks.w.b[0], b).toArray());
  });
});
