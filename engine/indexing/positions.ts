import { add, mul } from "../array/arithmetic.js";
import { asArray, zeros, type TypedInput } from "../array/create.js";
import { isFloat } from "../array/dtype.js";
import { NDArray, sizeOf, type Shape } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { broadcastShapes, formatShape, stridesOf } from "../array/shape.js";
import { checkedSlice, position, rangeOf, type AxisSlice } from "../array/slicing.js";
import { DtypeError, ShapeError } from "../errors.js";
import { nonzero } from "../order/nonzero.js";

/**
 * What to choose of an axis: a position, a slice `[start, stop, step]` or `[]` for all of it, or an
 * array of whole numbers. Arrays broadcast against each other and choose together, as in NumPy. An array
 * of truth values chooses where it is true, from as many axes as it has. JS arrays are slices: write
 * `array([0, 2])` or `Int32Array.of(0, 2)` for positions.
 */
export type Pick = AxisSlice | NDArray | TypedInput;

/** The chosen elements: where they lie among the first axes, whole blocks of the others. */
export interface Chosen {
  /** Flat positions in the first axes, of the result's shape without the block's. */
  readonly positions: NDArray;
  /** How many positions there are to choose from. */
  readonly length: number;
  /** The axes behind those that something was chosen of. */
  readonly block: Shape;
}

/**
 * Where the elements lie that are chosen of an array.
 *
 * @throws {@link ShapeError} for positions that do not exist or more picks than axes;
 *   {@link DtypeError} for positions that are no whole numbers.
 */
export function chosenOf(x: NDArray, picks: readonly Pick[]): Chosen {
  const axes = picks.flatMap((pick) => withoutMasks(pick));
  if (axes.length > x.ndim) {
    throw new ShapeError(
      `at: ${axes.length} picks for an array of shape ${formatShape(x.shape)}; give at most one an axis`,
    );
  }
  const leading = x.shape.slice(0, axes.length);
  const strides = stridesOf(leading);
  const arrays = axes.map((pick, axis) =>
    pick instanceof NDArray ? checked(x, pick, axis) : null,
  );
  const together = arrays.reduce<Shape>(
    (shape, one) => (one === null ? shape : broadcastShapes("at", shape, one.shape)),
    [],
  );
  const places = placesOf(axes, arrays, together);
  const terms = axes.map((pick, axis) => {
    const stride = strides[axis] as number;
    const array = arrays[axis];
    const offsets = array
      ? mul(array, stride)
      : sliceOffsets(x.shape, axis, pick as AxisSlice, stride);
    return widened(
      offsets,
      places.starts[axis] as number,
      places.ndim,
      array ? together.length : null,
    );
  });
  const zero: NDArray = zeros([], { dtype: "int32" });
  const positions = terms.reduce((sum, term) => add(sum, term), zero);
  return { positions, length: sizeOf(leading), block: x.shape.slice(axes.length) };
}

/** A mask as the positions, axis by axis, at which it is true. */
function withoutMasks(pick: Pick): (AxisSlice | NDArray)[] {
  if (!ArrayBuffer.isView(pick) && !(pick instanceof NDArray)) return [pick];
  const array = asArray(pick);
  if (array.dtype !== "bool") return [array];
  const rows = nonzero(array.concrete());
  return array.shape.map((_, axis) => rows.slice([], axis));
}

/** Positions from 0, each of which exists; those that a transform traces are taken as they are. */
function checked(x: NDArray, picks: NDArray, axis: number): NDArray {
  if (isFloat(picks.dtype) && picks.trace !== undefined) {
    throw new DtypeError('at: positions must be whole numbers; convert them: astype("int32")');
  }
  if (picks.trace !== undefined) return picks;
  const from = Int32Array.from(picks.data, (index) => position(x.shape, axis, index));
  return new NDArray(from, picks.shape, "int32");
}

function sliceOffsets(shape: Shape, axis: number, pick: AxisSlice, stride: number): NDArray {
  if (typeof pick === "number") {
    return new NDArray(Int32Array.of(position(shape, axis, pick) * stride), [], "int32");
  }
  const { start, step, length } = rangeOf(checkedSlice("at", pick), shape[axis] as number);
  const offsets = Int32Array.from({ length }, (_, i) => (start + i * step) * stride);
  return new NDArray(offsets, [length], "int32");
}

/**
 * Where each pick's axes begin in the result. The axes of arrays stand where the first array stood,
 * or in front when slices lie between arrays; beside arrays, a position is one without axes.
 */
function placesOf(
  axes: readonly (AxisSlice | NDArray)[],
  arrays: readonly (NDArray | null)[],
  together: Shape,
): { starts: number[]; ndim: number } {
  const anyArray = arrays.some((one) => one !== null);
  const isArray = (axis: number): boolean =>
    arrays[axis] !== null || (anyArray && typeof axes[axis] === "number");
  const chosen = [...axes.keys()].filter(isArray);
  const [first = 0] = chosen;
  const last = chosen.at(-1) ?? -1;
  const isAdjacent = last - first + 1 === chosen.length;
  let [next, group] = [isAdjacent ? 0 : together.length, 0];
  const starts = axes.map((pick, axis) => {
    if (isArray(axis)) {
      if (axis !== first || !isAdjacent) return -1;
      group = next;
      next += together.length;
      return -1;
    }
    return typeof pick === "number" ? next : next++;
  });
  return { starts: starts.map((start) => (start < 0 ? group : start)), ndim: next };
}

/** Axes of length 1 around what belongs at `start`. */
function widened(x: NDArray, start: number, ndim: number, together: number | null): NDArray {
  const missing = together === null ? 0 : together - x.ndim;
  const shape = [...new Array<number>(missing).fill(1), ...x.shape];
  const behind = Math.max(0, ndim - start - shape.length);
  return reshape(x, [...shape, ...new Array<number>(behind).fill(1)]);
}
