import type { NDArray } from "../array/ndarray.js";
import { concat } from "../array/join.js";
import { slice } from "../array/slicing.js";
import { take } from "../array/take.js";
import { formatShape, sameShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { oneOf } from "./blockwise.js";
import type { Call, Examples } from "./model.js";

/** Far above rounding in f, far below what a mean over two examples changes. */
const TOLERANCE = { float64: 1e-7, float32: 1e-3 } as const;

/**
 * Whether f gives for the first example what it gives when the last stands before and behind it: what f
 * mixes in may come from either side.
 *
 * @param alone - f of the first example of x1.
 * @throws {@link DomainError} for an f that mixes examples; {@link ShapeError} for one whose outputs have no
 *   axis of examples.
 */
export function checkIndependent({ model, x1, x2 }: Call, alone: readonly NDArray[]): void {
  const many = [x1, x2].find((side) => side !== null && side.count > 1);
  if (many === undefined || many === null) return;
  const first = many === x1 ? alone : model.one(model.params, oneOf(many));
  const all = model.all(model.params, between(many));
  first.forEach((own, leaf) => {
    const beside = all[leaf] as NDArray;
    if (!sameShape(beside.shape, [3, ...own.shape])) {
      throw new ShapeError(
        `${model.caller}: f gives ${formatShape(own.shape)} for one example and ${formatShape(beside.shape)} for three; its outputs must have the examples on the axis that vmapAxes says`,
      );
    }
    if (!differ(own, take(beside, 1))) return;
    throw new DomainError(
      `${model.caller}: f mixes examples: the outputs of the first change when others stand beside it, as by batch normalisation or a mean over examples. Give vmapAxes: null, and all of x is one example; or let f use fixed statistics`,
    );
  });
}

/** The first example between two of the last. */
function between({ inputs, count }: Examples): NDArray[] {
  return inputs.map((input) => {
    const [first, last] = [slice(input, [0, 1]), slice(input, [count - 1, count])];
    return concat([last, first, last]);
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
