import { getDefaultDtype, type FloatDtype } from "../array/dtype.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { equal } from "../array/comparison.js";
import { argmax, mean as average } from "../array/reductions.js";
import { checkShape, formatShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { DomainError, ShapeError } from "../errors.js";

/**
 * Regression targets of class labels: `1 + offset` in the column of the label, `offset` elsewhere.
 * With the default offset −1/10 and ten classes every row sums to zero, which suits a prior of mean
 * zero.
 *
 * @param labels - Whole numbers 0 … classes − 1, shape (n).
 * @returns Shape (n × classes).
 * @throws {@link ShapeError} unless labels are one-dimensional and `classes` is a whole number;
 *   {@link DomainError} for a label that is no class.
 * @example
 * ```ts
 * data.oneHot([1, 0], { classes: 2, offset: 0 }); // array([[0., 1.], [1., 0.]])
 * ```
 */
export function oneHot<D extends FloatDtype = FloatDtype>(
  labels: ArrayInput,
  options: { readonly classes?: number; readonly offset?: number; readonly dtype?: D } = {},
): NDArray<D> {
  const { classes = 10, offset = -0.1 } = options;
  const dtype = options.dtype ?? (getDefaultDtype() as D);
  checkShape("data.oneHot", [classes]);
  const { data } = vector("data.oneHot", labels);
  const out = allocate(dtype, data.length * classes);
  out.fill(offset);
  data.forEach((label, row) => {
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new DomainError(
        `data.oneHot: label ${label} in row ${row} is none of the classes 0 to ${classes - 1}; set { classes }`,
      );
    }
    out[row * classes + label] = 1 + offset;
  });
  return new NDArray(out, [data.length, classes], dtype);
}

/**
 * The share of rows whose largest entry stands in the column of the label.
 *
 * @param mean - Predictions, shape (n × classes).
 * @param labels - Whole numbers, shape (n).
 * @returns A number between 0 and 1.
 * @throws {@link ShapeError} when the row counts differ.
 * @example
 * ```ts
 * data.accuracy([[0.1, 0.9], [0.8, 0.2]], [1, 1]); // 0.5
 * ```
 */
export function accuracy(mean: ArrayInput, labels: ArrayInput): number {
  const scores = asArray(mean);
  const truth = vector("data.accuracy", labels);
  if (scores.ndim !== 2 || scores.shape[0] !== truth.size || truth.size === 0) {
    throw new ShapeError(
      `data.accuracy: predictions of shape ${formatShape(scores.shape)} do not fit labels of shape ${formatShape(truth.shape)}; expected [n, classes] and [n] with n > 0`,
    );
  }
  return average(equal(argmax(scores, 1), truth)).item();
}

function vector(caller: string, labels: ArrayInput): NDArray {
  const x = asArray(labels);
  if (x.ndim === 1) return x;
  throw new ShapeError(
    `${caller}: labels of shape ${formatShape(x.shape)}; expected one label a row, shape [n]`,
  );
}
