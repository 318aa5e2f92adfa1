import type { FloatDtype } from "../array/dtype.js";
import { sizeOf, type NDArray, type Shape } from "../array/ndarray.js";
import type { DtypeOf, ResultOf } from "../array/dtype-rule.js";
import type { ArrayInput } from "../array/create.js";
import { astype } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import type { Floats } from "../wasm/floats.js";

/** The dtype of a decomposition: floats keep theirs, integers count as the default float. */
export type RealOf<A extends ArrayInput> = ResultOf<"real", DtypeOf<A>>;

/** Matrices of one size behind leading batch axes, [..., rows, columns]. */
export interface Stack {
  readonly data: Floats;
  readonly dtype: FloatDtype;
  readonly batch: Shape;
  /** How many matrices. */
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * The array as matrices of a float dtype; it is copied only to change its dtype.
 *
 * @throws {@link ShapeError} unless it has two axes or more.
 */
export function asStack(caller: string, name: string, array: NDArray, dtype: FloatDtype): Stack {
  const { shape } = array;
  if (shape.length < 2) {
    throw new ShapeError(
      `${caller}: ${name} has the shape ${formatShape(shape)}; it must be a matrix [m, n], or a batch [..., m, n] (reshape a vector to [n, 1] or [1, n])`,
    );
  }
  const batch = shape.slice(0, -2);
  const [rows = 0, columns = 0] = shape.slice(-2);
  const data = floatsOf(array, dtype);
  return { data, dtype, batch, count: sizeOf(batch), rows, columns };
}

export function floatsOf(array: NDArray, dtype: FloatDtype): Floats {
  return astype(array, dtype).data;
}

/**
 * The same for square matrices.
 *
 * @throws {@link ShapeError} unless they are.
 */
export function asSquares(caller: string, name: string, array: NDArray, dtype: FloatDtype): Stack {
  const stack = asStack(caller, name, array, dtype);
  if (stack.rows === stack.columns) return stack;
  throw new ShapeError(
    `${caller}: ${name} has the shape ${formatShape(array.shape)}; its matrices must be square`,
  );
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
  const at = firstNotFinite(stack.data);
  if (at < 0) return;
  const index = indexOf(at, [...stack.batch, stack.rows, stack.columns]);
  throw new DomainError(
    `${caller}: ${name}[${index.join(", ")}] is ${stack.data[at]}; every element must be finite. Look for a division by zero or an overflow where ${name} was made`,
  );
}

function firstNotFinite(data: Floats): number {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
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
