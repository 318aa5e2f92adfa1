import type { FloatDtype } from "../array/dtype.js";
import { firstNonFinite } from "../array/finite.js";
import { sizeOf, type NDArray, type Shape } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import type { Floats } from "../wasm/floats.js";

/** The numbers of matrices of one size behind leading batch axes, [..., rows, columns]. */
export interface Stack {
  readonly data: Floats;
  readonly dtype: FloatDtype;
  readonly batch: Shape;
  /** How many matrices. */
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
}

/** A plain array of floats with two axes or more as matrices; nothing is copied. */
export function stackOf(array: NDArray | undefined): Stack {
  const { data, dtype, shape } = array as NDArray<FloatDtype>;
  const batch = shape.slice(0, -2);
  const [rows = 0, columns = 0] = shape.slice(-2);
  return { data, dtype, batch, count: sizeOf(batch), rows, columns };
}

/** The i-th of `count` equal pieces of a buffer. */
export function pieceOf(data: Floats, i: number, length: number): Floats {
  return data.subarray(i * length, (i + 1) * length);
}

/** The i-th matrix. */
export function matrixOf({ data, rows, columns }: Stack, i: number): Floats {
  return pieceOf(data, i, rows * columns);
}

/**
 * Decompositions iterate until something is small, which NaN never is.
 *
 * @throws {@link DomainError} naming the first element that is not finite.
 */
export function checkFinite(caller: string, name: string, stack: Stack): void {
  const at = firstNonFinite(stack.data);
  if (at < 0) return;
  const index = indexOf(at, [...stack.batch, stack.rows, stack.columns]);
  throw new DomainError(
    `${caller}: ${name}[${index.join(", ")}] is ${stack.data[at]}; every element must be finite. Look for a division by zero or an overflow where ${name} was made`,
  );
}

function indexOf(at: number, shape: Shape): number[] {
  const index: number[] = [];
  let rest = at;
  for (const length of [...shape].reverse()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}
