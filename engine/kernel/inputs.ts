import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import type { FloatDtype, TypedData } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { formatShape, sameShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";

/** The rows of x1, and those of x2 when they are others. */
export interface Inputs {
  readonly x1: NDArray;
  readonly x2: NDArray | null;
  readonly n1: number;
  readonly n2: number;
  /** Lengths between the examples and the channels; none for rows of features. */
  readonly spatial: readonly number[];
  /** Features of a row, or channels of a pixel. */
  readonly features: number;
  readonly dtype: FloatDtype;
}

/** Numbers of examples × pixels × channels. */
export interface Examples {
  readonly data: TypedData;
  readonly count: number;
  readonly pixels: number;
  readonly channels: number;
}

/**
 * @throws {@link ShapeError} unless both hold examples of one shape with at least one feature.
 */
export function readInputs(first: ArrayInput, second: ArrayInput | null): Inputs {
  const x1 = namedArray("kernel: x1", first);
  const x2 =
    second === null || second === first
      ? null
      : namedArray("kernel: x2", second, ", or null for x1 itself");
  checkExamples("x1", x1);
  if (x2 !== null) {
    checkExamples("x2", x2);
    checkAlike(x1, x2);
  }
  const others = x2 ?? x1;
  return {
    ...{ x1, x2 },
    n1: x1.shape[0] as number,
    n2: others.shape[0] as number,
    spatial: x1.shape.slice(1, -1),
    features: x1.shape.at(-1) as number,
    dtype: realDtype(promote(x1.dtype, others.dtype)),
  };
}

function checkExamples(argument: string, x: NDArray): void {
  if (x.ndim >= 2 && x.shape.slice(1).every((length) => length > 0)) return;
  throw new ShapeError(
    `kernel: ${argument} has shape ${formatShape(x.shape)}; give a matrix with one example a row and at least one feature, e.g. ${argument}.reshape([${x.size}, 1]), or images [examples, height, width, channels]`,
  );
}

function checkAlike(x1: NDArray, x2: NDArray): void {
  if (sameShape(x1.shape.slice(1), x2.shape.slice(1))) return;
  const what =
    x1.ndim === 2 && x2.ndim === 2
      ? `has ${x1.shape[1] as number} features and x2 of shape ${formatShape(x2.shape)} has ${x2.shape[1] as number}`
      : `and x2 of shape ${formatShape(x2.shape)} hold examples of different shapes`;
  throw new ShapeError(`kernel: x1 of shape ${formatShape(x1.shape)} ${what}; they must agree`);
}

/** An array's numbers by pixels. */
export function examplesOf(x: NDArray): Examples {
  const count = x.shape[0] as number;
  const channels = x.shape.at(-1) as number;
  const pixels = x.shape.slice(1, -1).reduce((product, length) => product * length, 1);
  return { data: x.data, count, pixels, channels };
}
