// What batching rules are made of. A batched array has its examples on axis 0.
import type { NDArray } from "./ndarray.js";
import { broadcastTo } from "./broadcast.js";
import { reshape } from "./rearrange.js";

/**
 * Batched operands such that they broadcast as single examples do: axes of length 1 after the batch
 * axis bring all to the same number of axes.
 */
export function alignBatch(
  inputs: readonly NDArray[],
  batched: readonly boolean[],
): readonly NDArray[] {
  const ndims = inputs.map(({ ndim }, k) => (batched[k] === true ? ndim - 1 : ndim));
  const ndim = Math.max(...ndims);
  return inputs.map((input, k) => {
    const missing = ndim - (ndims[k] as number);
    if (batched[k] !== true || missing === 0) return input;
    const [examples = 0, ...shape] = input.shape;
    return reshape(input, [examples, ...new Array<number>(missing).fill(1), ...shape]);
  });
}

/** How many examples there are. */
export function batchSize(inputs: readonly NDArray[], batched: readonly boolean[]): number {
  const k = batched.indexOf(true);
  return (inputs[k] as NDArray).shape[0] as number;
}

/** All inputs batched: those that are not are repeated. */
export function repeatUnbatched(
  inputs: readonly NDArray[],
  batched: readonly boolean[],
): readonly NDArray[] {
  const size = batchSize(inputs, batched);
  return inputs.map((input, k) =>
    batched[k] === true ? input : broadcastTo(input, [size, ...input.shape]),
  );
}
