import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape, normaliseAxis } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { contract } from "./contract.js";
import { arranged, type Labelled } from "./labelled.js";

/** The last n axes of x with the first n of y, or which axes of x with which of y. */
export type ContractedAxes = number | readonly [readonly number[], readonly number[]];

/**
 * The sum of products over pairs of axes; the result has the other axes of x, then those of y.
 *
 * @param axes - A number n (the last n axes of x with the first n of y; 2 unless given), or two lists.
 * @throws {@link ShapeError} when paired axes differ in length or do not exist.
 * @example
 * ```ts
 * tensordot([[1, 2], [3, 4]], [1, 10], 1); // array([21., 43.])
 * ```
 */
export function tensordot(x: ArrayInput, y: ArrayInput, axes: ContractedAxes = 2): NDArray {
  const [a, b] = [asArray(x), asArray(y)];
  const [left, right] = pairsOf(a, b, axes);
  const xLabels = a.shape.map((_, axis) => `x${axis}`);
  const yLabels = b.shape.map((_, axis) => {
    const pair = right.indexOf(axis);
    return pair < 0 ? `y${axis}` : `x${left[pair] as number}`;
  });
  const lengths = new Map([
    ...xLabels.map((label, axis) => [label, a.shape[axis] as number] as const),
    ...yLabels.map((label, axis) => [label, b.shape[axis] as number] as const),
  ]);
  const output = [
    ...xLabels.filter((label) => !yLabels.includes(label)),
    ...yLabels.filter((label) => !xLabels.includes(label)),
  ];
  const operands: readonly [Labelled, Labelled] = [
    { array: a, labels: xLabels },
    { array: b, labels: yLabels },
  ];
  return arranged(contract(...operands, new Set(output), lengths), output);
}

function pairsOf(a: NDArray, b: NDArray, axes: ContractedAxes): readonly [number[], number[]] {
  const count = typeof axes === "number" ? axes : axes[0].length;
  const [left, right] =
    typeof axes === "number"
      ? [a.shape.map((_, k) => k).slice(a.ndim - count), b.shape.map((_, k) => k).slice(0, count)]
      : [
          axes[0].map((axis) => normaliseAxis("tensordot", axis, a.ndim)),
          axes[1].map((axis) => normaliseAxis("tensordot", axis, b.ndim)),
        ];
  const fits =
    left.length === count &&
    right.length === count &&
    left.every((axis, k) => a.shape[axis] === b.shape[right[k] as number]);
  if (fits) return [left, right];
  throw new ShapeError(
    `tensordot: x ${formatShape(a.shape)} and y ${formatShape(b.shape)} do not fit over ${JSON.stringify(axes)}; paired axes must have equal lengths`,
  );
}
