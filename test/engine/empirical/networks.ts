import { random, stax, type NDArray } from "../../../engine/index.js";

/** A network of three layers with five outputs, its parameters, and inputs of four numbers. */
export function denseNetwork() {
  const affine = { wStd: 1.3, bStd: 0.4 };
  const network = stax.serial(
    stax.dense(7, affine),
    stax.erf(),
    stax.dense(6, affine),
    stax.relu(),
    stax.dense(5, affine),
  );
  const { params } = network.init(random.key(1), [1, 4]);
  const apply = (p: typeof params, x: NDArray) => network.apply(p, x);
  return { apply, params, x: inputs(2, [6, 4]), others: inputs(3, [4, 4]) };
}

/** Numbers that are the same in every run. */
export function inputs(seed: number, shape: number[]): NDArray {
  return random.normal(random.key(seed), shape);
}

/** The largest difference between two arrays, relative to the largest element. */
export function distance(found: NDArray, wanted: NDArray): number {
  const largest = Math.max(...wanted.data.map(Math.abs));
  return Math.max(...found.sub(wanted).data.map(Math.abs)) / largest;
}
