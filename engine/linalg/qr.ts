import { sub } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { concat } from "../array/join.js";
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { bind } from "../core/bind.js";
import type { Tangent } from "../core/primitive.js";
import { DomainError } from "../errors.js";
import { qrInto } from "../wasm/householder-qr.js";
import { checkOptions } from "../options.js";
import { matmul } from "./matmul.js";
import { columnsOf, skewPart, strictlyLower, transposed } from "./matrix-parts.js";
import { defineMatrixFunction, lengthsOf, like } from "./matrix-primitive.js";
import { asMatrices, type RealOf } from "./operands.js";
import { matrixOf, pieceOf, stackOf } from "./stack.js";
import { triangularSolve } from "./triangular-solve.js";

/** `reduced`: Q is m × k, k = min(m, n); `complete`: Q is m × m. */
export interface QrOptions {
  readonly mode?: "reduced" | "complete";
}

/** A = Q R. */
export interface QrResult<D extends FloatDtype = FloatDtype> {
  /** Orthonormal columns: [..., m, k], or [..., m, m] when complete. */
  readonly q: NDArray<D>;
  /** Upper triangular: [..., k, n], or [..., m, n] when complete. */
  readonly r: NDArray<D>;
}

/**
 * A = Q R by blocked Householder reflectors. R's diagonal may be negative, as LAPACK's. float32 is
 * computed in float64 and rounded. Derivatives are for matrices whose first min(m, n) columns are
 * independent, and not for a complete Q with columns that A does not determine.
 *
 * @param a - [..., m, n].
 * @returns Q with orthonormal columns and upper triangular R.
 * @throws {@link ShapeError} when `a` is no matrix.
 * @throws {@link DomainError} when a derivative is asked for that there is not.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * qr([[3, 1], [4, 2]]).r; // array([[-5. , -2.2], [ 0. , 0.4]])
 * ```
 */
export function qr<A extends ArrayInput>(a: A, options: QrOptions = {}): QrResult<RealOf<A>> {
  checkOptions("qr", options, ["mode"]);
  const { mode = "reduced" } = options;
  const [q, r] = bind(qrPrimitive, [asMatrices("qr", "a", a)], { mode });
  return { q: q as NDArray<RealOf<A>>, r: r as NDArray<RealOf<A>> };
}

type Params = Required<QrOptions>;

const rankOf = (m: number, n: number, { mode }: Params): number =>
  mode === "complete" ? m : Math.min(m, n);

const qrPrimitive = defineMatrixFunction<Params>({
  name: "qr",
  value: (a, params) => factored(a, params),
  abstract: (a, params) => {
    const { m, n } = lengthsOf(a);
    const k = rankOf(m, n, params);
    return [like(a, m, k), like(a, k, n)];
  },
  jvp: ({ outputs: [q, r], params }, a, tangent) => {
    const { m, n } = lengthsOf(a);
    if (params.mode === "complete" && m > n) {
      throw new DomainError(
        'qr: in complete mode A does not determine the last columns of Q, which have no derivative; use mode "reduced"',
      );
    }
    return tangentsOf(q as NDArray, r as NDArray, tangent);
  },
});

/**
 * X = Qᵀ dA R⁻¹ = Ω + dR R⁻¹ with Ω skew: Ω = tril(X) − tril(X)ᵀ (strictly), dQ = dA R⁻¹ − Q (X − Ω),
 * dR = (X − Ω) R (Walter & Lehmann 2010). Columns beyond a square R: dR₂ = Qᵀ dA₂ − Ω R₂.
 */
function tangentsOf(q: NDArray, r: NDArray, tangent: NDArray): readonly Tangent[] {
  const { m: k, n } = lengthsOf(r);
  const [r1, t1] = [columnsOf(r, 0, k), columnsOf(tangent, 0, k)];
  const scaled = transposed(triangularSolve(r1, transposed(t1), { lower: false, transpose: true }));
  const x = matmul(q, scaled, { transposeA: true });
  const turn = skewPart(strictlyLower(x));
  const rest = sub(x, turn);
  const dq = sub(scaled, matmul(q, rest));
  const dr = matmul(rest, r1);
  if (n === k) return [dq, dr];
  const [r2, t2] = [columnsOf(r, k, n), columnsOf(tangent, k, n)];
  const beside = sub(matmul(q, t2, { transposeA: true }), matmul(turn, r2));
  return [dq, concat([dr, beside], -1)];
}

function factored(a: NDArray, params: Params): readonly NDArray[] {
  const stack = stackOf(a);
  const { dtype, batch, count, rows: m, columns: n } = stack;
  const k = rankOf(m, n, params);
  const q = allocate(dtype, count * m * k, "anything");
  const r = allocate(dtype, count * k * n);
  for (let i = 0; i < count; i++) {
    const pieces = { q: pieceOf(q, i, m * k), r: pieceOf(r, i, k * n) };
    qrInto({ a: matrixOf(stack, i), m, n, k, ...pieces });
  }
  return [new NDArray(q, [...batch, m, k], dtype), new NDArray(r, [...batch, k, n], dtype)];
}
