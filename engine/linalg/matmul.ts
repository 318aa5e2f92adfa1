import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { add } from "../array/arithmetic.js";
import { alignBatch } from "../array/batching.js";
import { fitTo } from "../array/broadcast.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { astype, reshape } from "../array/rearrange.js";
import { broadcastShapes, formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import type { FloatArray } from "./operands.js";
import { multiply } from "./products.js";

/** Which operands are transposed first (their last two axes); nothing is moved for it. */
export interface MatmulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/**
 * The matrix product C_ij = Σ_k A_ik B_kj, on all threads. Batch axes broadcast; a vector counts as a row
 * on the left and as a column on the right, and its axis is gone from the result. Integers are
 * multiplied as floats. The sum runs over k in order with fused multiply-adds where the processor has
 * them, so the bits depend neither on the number of threads nor on the shapes around an element.
 *
 * @param a - [..., m, k], or a vector of k; [..., k, m] with `transposeA`.
 * @param b - [..., k, n], or a vector of k; [..., n, k] with `transposeB`.
 * @returns [..., m, n].
 * @throws {@link ShapeError} for scalars, and when the operands do not fit together.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * matmul([[1, 2], [3, 4]], [[1, 0], [0, 2]]); // array([[1., 4.], [3., 8.]])
 * matmul([[1, 2], [3, 4]], [1, 1]); // array([3., 7.])
 * ```
 */
export function matmul<A extends ArrayInput, B extends ArrayInput>(
  a: A,
  b: B,
  options: MatmulOptions = {},
): NDArray<ResultOf<"real", Common<A, B>>> {
  checkOptions("matmul", options, ["transposeA", "transposeB"]);
  const { transposeA = false, transposeB = false } = options;
  const [x, y] = [asArray(a), asArray(b)];
  const dtype = realDtype(promote(x.dtype, y.dtype));
  const left = astype(atLeastMatrix(x, "row"), dtype);
  const right = astype(atLeastMatrix(y, "column"), dtype);
  const sides = { transposeA: transposeA && x.ndim > 1, transposeB: transposeB && y.ndim > 1 };
  const product = multiplied(left, right, sides, [x, y]);
  const shape = [
    ...product.shape.slice(0, -2),
    ...(x.ndim > 1 ? product.shape.slice(-2, -1) : []),
    ...(y.ndim > 1 ? product.shape.slice(-1) : []),
  ];
  return reshape(product, shape) as NDArray<ResultOf<"real", Common<A, B>>>;
}

type Sides = Required<MatmulOptions>;

/** A stack of matrices times one matrix is one product: their rows lie one after the other. */
function multiplied(
  a: NDArray,
  b: NDArray,
  sides: Sides,
  given: readonly [NDArray, NDArray],
): NDArray {
  checkFit(a, b, sides, given);
  if (a.ndim === 2 || b.ndim > 2 || sides.transposeA) {
    return bindOne(matmulPrimitive, [a, b], sides);
  }
  const [length = 1, ...others] = a.shape.toReversed();
  const rows = reshape(a, [sizeOf(others), length]);
  const product = bindOne(matmulPrimitive, [rows, b], sides);
  return reshape(product, [...a.shape.slice(0, -1), product.shape[1] as number]);
}

function checkFit(
  a: NDArray,
  b: NDArray,
  { transposeA, transposeB }: Sides,
  [x, y]: readonly [NDArray, NDArray],
): void {
  const columns = a.shape.at(transposeA ? -2 : -1) as number;
  const rows = b.shape.at(transposeB ? -1 : -2) as number;
  if (columns === rows) return;
  throw new ShapeError(
    `matmul: a ${formatShape(x.shape)}${mark(transposeA)} and b ${formatShape(y.shape)}${mark(transposeB)} do not fit: a has ${columns} columns, b has ${rows} rows`,
  );
}

const mark = (transposed: boolean): string => (transposed ? " transposed" : "");

function atLeastMatrix(x: NDArray, vector: "row" | "column"): NDArray {
  if (x.ndim === 0) {
    throw new ShapeError(
      `matmul: ${vector === "row" ? "a" : "b"} has the shape []; it must be a matrix, a vector or a stack of matrices`,
    );
  }
  if (x.ndim > 1) return x;
  return reshape(x, vector === "row" ? [1, x.size] : [x.size, 1]);
}

const matmulPrimitive: Primitive<Sides> = define({
  name: "matmul",
  value: ([a, b], sides) => [multiply(a as FloatArray, b as FloatArray, sides)],
  abstract: ([a, b], sides) => [productOf(a as Abstract, b as Abstract, sides)],
  // (AB)′ = A′B + AB′
  jvp: ({ inputs: [a, b], params }, [ta, tb]) => {
    const left = ta ? matmul(ta, b as NDArray, params) : null;
    const right = tb ? matmul(a as NDArray, tb, params) : null;
    return [left && right ? add(left, right) : (left ?? right)];
  },
  // ⟨C̄, AB⟩ = ⟨C̄Bᵀ, A⟩ = ⟨AᵀC̄, B⟩
  transpose: ([ct], [a, b], { transposeA, transposeB }) => {
    if (!ct) return [null, null];
    const toA = (other: NDArray): NDArray =>
      transposeA
        ? matmul(other, ct, { transposeA: transposeB, transposeB: true })
        : matmul(ct, other, { transposeB: !transposeB });
    const toB = (other: NDArray): NDArray =>
      transposeB
        ? matmul(ct, other, { transposeA: true, transposeB: transposeA })
        : matmul(other, ct, { transposeA: !transposeA });
    return [
      a instanceof NDArray ? null : fitTo(toA(b as NDArray), a as Abstract),
      b instanceof NDArray ? null : fitTo(toB(a as NDArray), b as Abstract),
    ];
  },
  batch: (inputs, batched, sides) => {
    const [a, b] = alignBatch(inputs, batched);
    return [matmul(a as NDArray, b as NDArray, sides)];
  },
  flops: ([a, b], sides) => {
    const columns = (a as Abstract).shape.at(sides.transposeA ? -2 : -1) as number;
    return 2 * columns * sizeOf(productOf(a as Abstract, b as Abstract, sides).shape);
  },
});

function productOf(a: Abstract, b: Abstract, { transposeA, transposeB }: Sides): Abstract {
  const batch = broadcastShapes("matmul", a.shape.slice(0, -2), b.shape.slice(0, -2));
  const rows = a.shape.at(transposeA ? -1 : -2) as number;
  const columns = b.shape.at(transposeB ? -2 : -1) as number;
  return { shape: [...batch, rows, columns], dtype: a.dtype };
}
