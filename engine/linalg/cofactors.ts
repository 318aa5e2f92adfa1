// The cofactors C = ∂ det A/∂A and their derivative, from the singular value decomposition A = U S Vᵀ, so that
// singular matrices are like others:
//   C = δ U diag(Π_{k≠i} s_k) Vᵀ, δ = det U det V,
//   dC = δ U (diag(Σ_{j≠i} w_ij P_jj) − W ∘ Pᵀ) Vᵀ, P = Uᵀ dA V, w_ij = Π_{k≠i,j} s_k (i ≠ j).
import { add, div, mul, sub } from "../array/arithmetic.js";
import { fitTo } from "../array/broadcast.js";
import { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { sum } from "../array/reductions.js";
import { allocate } from "../array/storage.js";
import { bindOne } from "../core/bind.js";
import {
  define,
  type Abstract,
  type Point,
  type Primitive,
  type Tangent,
} from "../core/primitive.js";
import { factorGeneral } from "../wasm/general-systems.js";
import { det } from "./det.js";
import { signOfDeterminant } from "./determinant-numbers.js";
import { matmul } from "./matmul.js";
import { asRows } from "./matrix-parts.js";
import { alignMatrices, defineMatrixFunction, withSameBatch } from "./matrix-primitive.js";
import type { FloatArray } from "./operands.js";
import { matrixOf, stackOf } from "./stack.js";
import { svd } from "./svd.js";

/** C_ij of every matrix: (−1)^{i+j} times the minor. */
export function cofactors(a: NDArray): NDArray {
  return bindOne(cofactorsPrimitive, [a], undefined);
}

const cofactorsPrimitive = defineMatrixFunction<undefined>({
  name: "cofactors",
  value: (a) => [cofactorsOf(a)],
  abstract: (a) => [a],
  jvp: (_point, a, tangent) => [bindOne(cofactorsChange, [a, tangent], undefined)],
});

/** dC for A and dA. D² det A is symmetric, so that this is its own transpose in dA. */
const cofactorsChange: Primitive<undefined> = define<undefined>({
  name: "cofactorsChange",
  value: ([a, tangent]) => [changeOf(a as NDArray, tangent as NDArray)],
  abstract: ([a]) => [a as Abstract],
  jvp: (point, tangents) => [secondChange(point, tangents)],
  transpose: ([ct], [a, tangent]) => [
    null,
    ct ? fitTo(bindOne(cofactorsChange, [a as NDArray, ct], undefined), tangent as Abstract) : null,
  ],
  batch: (inputs, batched) => {
    const [a, tangent] = alignMatrices(inputs, batched) as [NDArray, NDArray];
    return [bindOne(cofactorsChange, withSameBatch(a, tangent), undefined)];
  },
});

/**
 * Where A changes too, by dC = (C:E) C/d − C Eᵀ C/d, d = det A, whose derivative this is: third
 * derivatives are for matrices that are not singular.
 */
function secondChange({ inputs: [a, e] }: Point<undefined>, [ta, te]: readonly Tangent[]): Tangent {
  const [matrix, change] = [a as NDArray, e as NDArray];
  const linear = te ? bindOne(cofactorsChange, [matrix, te], undefined) : null;
  if (!ta) return linear;
  const c = cofactors(matrix);
  const dc = bindOne(cofactorsChange, [matrix, ta], undefined);
  const d = scalar(det(matrix));
  const dd = scalar(sum(mul(c, ta), [-2, -1]));
  const inner = (x: NDArray): NDArray => scalar(sum(mul(x, change), [-2, -1]));
  const around = (x: NDArray, y: NDArray): NDArray =>
    matmul(matmul(x, change, { transposeB: true }), y);
  const value = sub(mul(inner(c), c), around(c, c));
  const numerator = sub(
    add(mul(inner(dc), c), mul(inner(c), dc)),
    add(around(dc, c), around(c, dc)),
  );
  const bent = sub(div(numerator, d), div(mul(value, dd), mul(d, d)));
  return linear ? add(linear, bent) : bent;
}

function scalar(x: NDArray): NDArray {
  return reshape(x, [...x.shape, 1, 1]);
}

/** U, s, Vᵀ and δ of every matrix, plain. */
function factorsOf(a: NDArray) {
  const { u, s, vh } = svd(a as FloatArray);
  const [left, right] = [stackOf(u), stackOf(vh)];
  const n = left.rows;
  const signs = Array.from({ length: left.count }, (_, i) => {
    const of = (stack: typeof left): number =>
      signOfDeterminant(factorGeneral(matrixOf(stack, i), n, n), n);
    return of(left) * of(right);
  });
  return { u, s, vh, signs, n };
}

function cofactorsOf(a: NDArray): NDArray {
  const { u, s, vh, signs, n } = factorsOf(a);
  const products = allocate(s.dtype, s.size, "anything");
  for (let at = 0; at < s.size; at++) {
    const matrix = Math.floor(at / n);
    products[at] = (signs[matrix] as number) * productBut(s, matrix * n, n, at - matrix * n, -1);
  }
  return matmul(mul(u, asRows(new NDArray(products, s.shape, s.dtype))), vh);
}

/** Π s_k over one matrix but for two indices. */
function productBut(s: FloatArray, from: number, n: number, i: number, j: number): number {
  let product = 1;
  for (let k = 0; k < n; k++) if (k !== i && k !== j) product *= s.data[from + k] as number;
  return product;
}

function changeOf(a: NDArray, tangent: NDArray): NDArray {
  const { u, s, vh, signs, n } = factorsOf(a);
  const p = matmul(matmul(u, tangent, { transposeA: true }), vh, { transposeB: true });
  const middle = allocate(s.dtype, p.size);
  const at = (m: number, i: number, j: number): number => (m * n + i) * n + j;
  signs.forEach((sign, m) => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        if (i === j) continue;
        const weight = sign * productBut(s, m * n, n, i, j);
        middle[at(m, i, i)] =
          (middle[at(m, i, i)] as number) + weight * (p.data[at(m, j, j)] as number);
        middle[at(m, i, j)] = -weight * (p.data[at(m, j, i)] as number);
      }
    }
  });
  return matmul(matmul(u, new NDArray(middle, p.shape, s.dtype)), vh);
}
