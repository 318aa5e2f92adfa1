import { add, mul, sub } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { bindOne } from "../core/bind.js";
import { checkOptions } from "../options.js";
import { matmul } from "./matmul.js";
import { asRows, transposed } from "./matrix-parts.js";
import { defineMatrixFunction, lengthsOf, like } from "./matrix-primitive.js";
import { asMatrices, type FloatArray, type RealOf } from "./operands.js";
import { reciprocals, type RankOptions } from "./numerical-rank.js";
import { svd } from "./svd.js";

/**
 * The Moore–Penrose pseudo-inverses of matrices of any shape and rank, from the singular value
 * decomposition. Derivatives are those of changes that keep the rank.
 *
 * @param a - [..., m, n].
 * @returns [..., n, m].
 * @throws {@link ShapeError} when `a` is no matrix.
 * @throws {@link DomainError} naming the first element that is NaN or infinite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * pinv([[2, 0], [0, 0]]); // array([[0.5, 0. ], [0. , 0. ]])
 * ```
 */
export function pinv<A extends ArrayInput>(a: A, options: RankOptions = {}): NDArray<RealOf<A>> {
  checkOptions("pinv", options, ["rcond"]);
  return bindOne(pinvPrimitive, [asMatrices("pinv", "a", a)], options) as NDArray<RealOf<A>>;
}

const pinvPrimitive = defineMatrixFunction<RankOptions>({
  name: "pinv",
  value: (a, options) => {
    const { u, s, vh } = svd(a as FloatArray);
    const v = mul(transposed(vh), asRows(reciprocals(a, s, options)));
    return [matmul(v, transposed(u))];
  },
  abstract: (a) => {
    const { m, n } = lengthsOf(a);
    return [like(a, n, m)];
  },
  // dP = −P dA P + P Pᵀ dAᵀ (1 − A P) + (1 − P A) dAᵀ Pᵀ P  (Golub & Pereyra 1973)
  jvp: ({ outputs: [inverse] }, a, tangent) => {
    const p = inverse as NDArray;
    const turned = transposed(tangent);
    const left = matmul(matmul(p, p, { transposeB: true }), turned);
    const right = matmul(turned, matmul(p, p, { transposeA: true }));
    const within = matmul(matmul(p, tangent), p);
    const outside = sub(left, matmul(matmul(left, a), p));
    const kernel = sub(right, matmul(p, matmul(a, right)));
    return [sub(add(outside, kernel), within)];
  },
});
