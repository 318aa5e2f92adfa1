import type { NDArray } from "../array/ndarray.js";
import { take } from "../array/take.js";
import { formatShape, sameShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { part } from "./blockwise.js";
import type { Call } from "./model.js";

/** Far above rounding in f, far below what a mean over two examples changes. */
const TOLERANCE = { float64: 1e-7, float32: 1e-3 } as const;

/**
 * Whether f gives for the first example what it gives when the second stands beside it.
 *
 * @param alone - f of the first example.
 * @throws {@link DomainError} for an f that mixes examples; {@link ShapeError} for one whose outputs have no
 *   axis of examples.
 */
export function checkIndependent({ model, x1 }: Call, alone: readonly NDArray[]): void {
  if (x1.count < 2) return;
  const both = model.all(model.params, part(x1, 0, 2).inputs);
  alone.forEach((own, leaf) => {
    const beside = both[leaf] as NDArray;
    if (!sameShape(beside.shape, [2, ...own.shape])) {
      throw new ShapeError(
        `${model.caller}: f gives ${formatShape(own.shape)} for one example and ${formatShape(beside.shape)} for two; its outputs must have the examples on the axis that vmapAxes says`,
      );
    }
    if (!differ(own, take(beside, 0))) return;
    throw new DomainError(
      `${model.caller}: f mixes examples: the outputs of the first change when the second stands beside it, as by batch normalisation or a mean over examples. Give vmapAxes: null, and all of x is one example; or let f use fixed statistics`,
    );
  });
}

function differ(a: NDArray, b: NDArray): boolean {
  // What a transform follows has values too, but for those that jit records.
  if (a.trace !== undefined || b.trace !== undefined) return false;
  const largest = Math.max(largestOf(a), largestOf(b));
  const tolerance = TOLERANCE[a.dtype === "float32" ? "float32" : "float64"] * largest;
  return a.data.some((value, k) => Math.abs(value - (b.data[k] as number)) > tolerance);
}

/** A loop: an example may have more outputs than a call takes arguments. */
function largestOf({ data }: NDArray): number {
  let largest = 0;
  for (const value of data) largest = Math.max(largest, Math.abs(value));
  return largest;
}
