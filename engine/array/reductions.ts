import { div, mul } from "./arithmetic.js";
import { equal } from "./comparison.js";
import type { ArrayInput } from "./create.js";
import type { Dtype, DtypeData, FloatDtype, NumericDtype } from "./dtype.js";
import type { NDArray } from "./ndarray.js";
import { arithmeticDtype, realDtype } from "./promote.js";
import { folds } from "../wasm/folds.js";
import { positionOf } from "./position-of.js";
import { keepAxes, reduction, type Reduced, type Reduction } from "./reduce.js";

type Data = DtypeData[Dtype];

/**
 * Σ x, accumulated in double precision; integers wrap at 32 bits.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * sum([[1, 2], [3, 4]], 0); // array([4., 6.])
 * ```
 */
export const sum: Reduction<NumericDtype> = reduction({
  name: "sum",
  dtype: arithmeticDtype,
  value: folds.sum,
  fold: { kind: "sum", finish: (total) => total },
  empty: "defined",
  jvp: (t, _x, _y, { axes }) => sum(t, axes),
  transpose: (ct) => ct,
});

/**
 * The arithmetic mean; NaN of nothing.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * mean([[1, 2], [3, 4]], 1); // array([1.5, 3.5])
 * ```
 */
export const mean: Reduction<FloatDtype> = reduction({
  name: "mean",
  dtype: realDtype,
  value: (data, from, to) => folds.sum(data, from, to) / (to - from),
  fold: { kind: "sum", finish: (total, count) => total / count },
  empty: "defined",
  jvp: (t, _x, _y, { axes }) => mean(t, axes),
  transpose: (ct, count) => div(ct, count),
});

/** The derivative of an extremum: the mean over the elements that attain it, as in JAX and PyTorch. */
function sharedAmongEquals(t: NDArray, x: NDArray, y: NDArray, reduced: Reduced): NDArray {
  const attained = equal(x, keepAxes(y, x.shape, reduced)).astype(t.dtype);
  return div(sum(mul(t, attained), reduced.axes), sum(attained, reduced.axes));
}

/**
 * The largest element; NaN when there is one. Truth values count as integers.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or when there is nothing to choose from.
 * @example
 * ```ts
 * max([[1, 5], [3, 4]], 1); // array([5., 4.])
 * ```
 */
export const max = reduction({
  name: "max",
  dtype: arithmeticDtype,
  value: folds.max,
  fold: { kind: "max", finish: (most) => most },
  empty: "refused",
  jvp: sharedAmongEquals,
});

/**
 * The smallest element; NaN when there is one. Truth values count as integers.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or when there is nothing to choose from.
 * @example
 * ```ts
 * min([[1, 5], [3, 4]]); // array(1.)
 * ```
 */
export const min = reduction({
  name: "min",
  dtype: arithmeticDtype,
  value: folds.min,
  fold: { kind: "min", finish: (least) => least },
  empty: "refused",
  jvp: sharedAmongEquals,
});

/**
 * Whether every element is true (not zero).
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * all([true, false]); // array(False)
 * ```
 */
export const all = reduction({
  name: "all",
  dtype: () => "bool",
  value: (data, from, to) => Number(!some(data, from, to, (x) => x === 0)),
  empty: "defined",
});

/**
 * Whether some element is true (not zero).
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * any([true, false]); // array(True)
 * ```
 */
export const any = reduction({
  name: "any",
  dtype: () => "bool",
  value: (data, from, to) => Number(some(data, from, to, (x) => x !== 0)),
  empty: "defined",
});

function some(data: Data, from: number, to: number, holds: (x: number) => boolean): boolean {
  for (let i = from; i < to; i++) if (holds(data[i] as number)) return true;
  return false;
}

const argReduction = (name: string, kind: "max" | "min") =>
  reduction({
    name,
    dtype: () => "int32",
    value: (data, from, to) => positionOf(kind, data, from, to) - from,
    empty: "refused",
  });

const positionOfMax = argReduction("argmax", "max");
const positionOfMin = argReduction("argmin", "min");

/**
 * Index of the first largest element along an axis, or in the flattened array.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or when there is nothing to choose from.
 * @example
 * ```ts
 * argmax([[1, 5], [4, 3]], 1); // array([1, 0])
 * ```
 */
export function argmax(x: ArrayInput, axis: number | null = null): NDArray<"int32"> {
  return positionOfMax(x, axis);
}

/**
 * Index of the first smallest element along an axis, or in the flattened array.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or when there is nothing to choose from.
 * @example
 * ```ts
 * argmin([3, 1, 2]); // array(1)
 * ```
 */
export function argmin(x: ArrayInput, axis: number | null = null): NDArray<"int32"> {
  return positionOfMin(x, axis);
}
