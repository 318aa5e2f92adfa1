import { broadcastShapes, broadcastStrides } from "../array/shape.js";
import { sizeOf, type Shape } from "../array/ndarray.js";

export interface BatchPairs {
  /** The common batch axes. */
  readonly batch: Shape;
  /** Which matrix of the first operand meets which of the second, in row-major order. */
  readonly list: readonly (readonly [number, number])[];
}

/**
 * Pairs the matrices of two batches, whose axes broadcast.
 *
 * @throws {@link ShapeError} when they do not.
 */
export function pairs(caller: string, a: Shape, b: Shape): BatchPairs {
  const batch = broadcastShapes(`${caller} (batch axes)`, a, b);
  const [first, second] = [broadcastStrides(a, batch), broadcastStrides(b, batch)];
  const list = Array.from({ length: sizeOf(batch) }, (_, at) => {
    let [rest, i, j] = [at, 0, 0];
    for (let axis = batch.length - 1; axis >= 0; axis--) {
      const index = rest % (batch[axis] as number);
      rest = Math.floor(rest / (batch[axis] as number));
      i += index * (first[axis] as number);
      j += index * (second[axis] as number);
    }
    return [i, j] as const;
  });
  return { batch, list };
}
