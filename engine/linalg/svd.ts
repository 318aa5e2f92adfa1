import { add, mul, sign, sub } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { bind, bindOne } from "../core/bind.js";
import type { Tangent } from "../core/primitive.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { inverseGaps, inverses, inverseSums } from "./gaps.js";
import { matmul } from "./matmul.js";
import { asColumns, asRows, diagonals, transposed } from "./matrix-parts.js";
import { defineMatrixFunction, lengthsOf, like } from "./matrix-primitive.js";
import { asMatrices, type RealOf } from "./operands.js";
import { singularFactors, singularNumbers } from "./singular-numbers.js";

/** Whether all of U (m × m) and Vᵀ (n × n) are computed; only what belongs to a singular value by default. */
export interface SvdOptions {
  readonly fullMatrices?: boolean;
}

/** A = U diag(s) Vᵀ. */
export interface SvdResult<D extends FloatDtype = FloatDtype> {
  /** Left singular vectors in columns: [..., m, k], k = min(m, n). */
  readonly u: NDArray<D>;
  /** Singular values, descending: [..., k]. */
  readonly s: NDArray<D>;
  /** Right singular vectors in rows: [..., k, n]. */
  readonly vh: NDArray<D>;
}

/**
 * The singular value decomposition A = U diag(s) Vᵀ, by blocked Householder bidiagonalisation and implicit
 * QR (Golub & Kahan 1965; Demmel & Kahan 1990).
 *
 * Backward stable: every singular value is within a small multiple of ε‖A‖ of the true one, so that
 * those below ε‖A‖ have no correct digits; U and V are orthogonal to working precision all the same.
 * float32 is computed in float64 and rounded. `fullMatrices` is false by default (NumPy's is true).
 * Derivatives leave out how vectors of (nearly) equal singular values turn into each other: right to
 * first order for what does not depend on it, but second derivatives at equal singular values are wrong.
 *
 * @param a - [..., m, n].
 * @returns U, the singular values, and Vᵀ.
 * @throws {@link ShapeError} when `a` is no matrix.
 * @throws {@link DomainError} naming the first element that is NaN or infinite; when the derivative of
 *   full matrices is asked for, whose additional columns are not determined.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * svd([[0, 2], [1, 0]]).s; // array([2., 1.])
 * ```
 */
export function svd<A extends ArrayInput>(a: A, options: SvdOptions = {}): SvdResult<RealOf<A>> {
  checkOptions("svd", options, ["fullMatrices"]);
  const { fullMatrices = false } = options;
  const [u, s, vh] = bind(svdPrimitive, [asMatrices("svd", "a", a)], { fullMatrices });
  return {
    u: u as NDArray<RealOf<A>>,
    s: s as NDArray<RealOf<A>>,
    vh: vh as NDArray<RealOf<A>>,
  };
}

/**
 * The singular values alone, descending, at a fraction of the cost of `svd`; see there. The derivative of
 * one that is zero is 0, the mean of its slopes.
 *
 * @param a - [..., m, n].
 * @returns [..., min(m, n)].
 * @throws {@link ShapeError} when `a` is no matrix.
 * @throws {@link DomainError} naming the first element that is NaN or infinite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * singularValues([[0, 2], [1, 0]]); // array([2., 1.])
 * ```
 */
export function singularValues<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  const matrices = asMatrices("singularValues", "a", a);
  return bindOne(singularValuesPrimitive, [matrices], undefined) as NDArray<RealOf<A>>;
}

const svdPrimitive = defineMatrixFunction<Required<SvdOptions>>({
  name: "svd",
  value: (a, { fullMatrices }) => singularFactors(a, fullMatrices ? "full" : "reduced"),
  abstract: (a, { fullMatrices }) => {
    const { m, n } = lengthsOf(a);
    const k = Math.min(m, n);
    const [lefts, rights] = fullMatrices ? [m, n] : [k, k];
    const s = { shape: [...a.shape.slice(0, -2), k], dtype: a.dtype };
    return [like(a, m, lefts), s, like(a, rights, n)];
  },
  jvp: ({ outputs: [u, s, vh], params }, a, tangent) => {
    const { m, n } = lengthsOf(a);
    if (params.fullMatrices && m !== n) {
      throw new DomainError(
        "svd: with fullMatrices the additional columns of U or V are not determined and have no derivative; leave fullMatrices out",
      );
    }
    return tangentsOf(u as NDArray, s as NDArray, vh as NDArray, tangent);
  },
});

/**
 * P = Uᵀ dA V: ds = diag P, dU = U (F ∘ (P S + S Pᵀ)) + (1 − U Uᵀ) dA V S⁻¹, dV likewise, with
 * F_ij = 1/(s_j² − s_i²) = 1/((s_j − s_i)(s_j + s_i)).
 */
function tangentsOf(u: NDArray, s: NDArray, vh: NDArray, tangent: NDArray): readonly Tangent[] {
  const p = matmul(matmul(u, tangent, { transposeA: true }), vh, { transposeB: true });
  const [columns, rows] = [asRows(s), asColumns(s)];
  const f = mul(inverseGaps(s), inverseSums(s));
  const around = (x: NDArray): NDArray => mul(f, add(mul(x, columns), mul(rows, transposed(x))));
  const du = matmul(u, around(p));
  const dv = matmul(vh, around(transposed(p)), { transposeA: true });
  const outside = {
    u: beyond(u, tangent, transposed(vh), s),
    v: beyond(transposed(vh), transposed(tangent), u, s),
  };
  return [
    outside.u ? add(du, outside.u) : du,
    diagonals(p),
    transposed(outside.v ? add(dv, outside.v) : dv),
  ];
}

/** (1 − X Xᵀ) T Y S⁻¹, where X has fewer columns than rows. */
function beyond(x: NDArray, tangent: NDArray, y: NDArray, s: NDArray): NDArray | null {
  const { m, n } = lengthsOf(x);
  if (m === n) return null;
  const image = mul(matmul(tangent, y), asRows(inverses(s)));
  return sub(image, matmul(x, matmul(x, image, { transposeA: true })));
}

const singularValuesPrimitive = defineMatrixFunction<undefined>({
  name: "singularValues",
  value: (a) => [singularNumbers(a)],
  abstract: (a) => {
    const { m, n } = lengthsOf(a);
    return [{ shape: [...a.shape.slice(0, -2), Math.min(m, n)], dtype: a.dtype }];
  },
  jvp: ({ outputs: [s] }, a, tangent) => {
    const { u, vh } = svd(a);
    const p = matmul(matmul(u, tangent, { transposeA: true }), vh, { transposeB: true });
    return [mul(diagonals(p), sign(s as NDArray))];
  },
});
