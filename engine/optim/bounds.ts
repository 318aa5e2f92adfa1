import { maximum, minimum } from "../array/arithmetic.js";
import { any } from "../array/reductions.js";
import { greater, greaterEqual, less, lessEqual } from "../array/comparison.js";
import type { NDArray } from "../array/ndarray.js";
import { array, full } from "../array/create.js";
import { logicalAnd, logicalOr } from "../elementary/logic.js";
import { DomainError, ShapeError } from "../errors.js";
import type { ParameterVector } from "../core/parameter-vector.js";

/** Limits of the parameters: one number for all, or a tree like them; ±Infinity where there is none. */
export interface Bounds<Params> {
  readonly lower?: Params | number;
  readonly upper?: Params | number;
}

/** Limits as vectors. */
export interface Box {
  readonly lower: NDArray;
  readonly upper: NDArray;
}

/**
 * @throws {@link DomainError} when a lower limit is above an upper one, or the start outside; {@link ShapeError} for
 *   fewer or more limits than parameters.
 */
export function boxOf(
  caller: string,
  { lower = -Infinity, upper = Infinity }: Bounds<unknown>,
  vector: ParameterVector,
): Box {
  const limit = (name: string, given: unknown): NDArray => {
    if (typeof given === "number") return full([vector.size], given);
    const limits = vector.ofTree(given);
    if (limits.size === vector.size) return limits;
    throw new ShapeError(
      `${caller}: ${name} has ${limits.size} numbers for ${vector.size} parameters; give one for each, or one for all`,
    );
  };
  const box = { lower: limit("lower", lower), upper: limit("upper", upper) };
  if (any(greater(box.lower, box.upper)).item()) {
    throw new DomainError(`${caller}: a lower bound is above its upper bound`);
  }
  const outside = clipped(vector.start, box).data.some((x, k) => x !== vector.start.data[k]);
  if (outside) {
    throw new DomainError(`${caller}: the start is not within the bounds; move it inside`);
  }
  return box;
}

/** The nearest point within the bounds. */
export function clipped(x: NDArray, { lower, upper }: Box): NDArray {
  return minimum(maximum(x, lower), upper);
}

/** Positions of the parameters that may move: not at a limit that the descent −g pushes against. */
export function freeParameters(x: NDArray, gradient: NDArray, { lower, upper }: Box): NDArray {
  const held = logicalOr(
    logicalAnd(lessEqual(x, lower), greater(gradient, 0)),
    logicalAnd(greaterEqual(x, upper), less(gradient, 0)),
  );
  const free = Array.from(held.data.keys()).filter((k) => held.data[k] === 0);
  return array(Int32Array.from(free));
}
