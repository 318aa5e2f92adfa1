import { add, mul } from "../array/arithmetic.js";
import { zeros } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { tanh } from "../activations/smooth.js";
import { matmul } from "../linalg/matmul.js";
import { split, type Key } from "../random/key.js";
import { normal } from "../random/normal.js";

/** Weights [in, hidden], [hidden, out] and biases. */
export interface MlpParams {
  readonly w1: NDArray;
  readonly b1: NDArray;
  readonly w2: NDArray;
  readonly b2: NDArray;
}

/** tanh(x w₁ + b₁) w₂ + b₂ */
export function mlp({ w1, b1, w2, b2 }: MlpParams, x: NDArray): NDArray {
  return add(matmul(tanh(add(matmul(x, w1), b1)), w2), b2);
}

/** The last weights small, so that a flow begins near the identity. */
export function initMlp(key: Key, inputs: number, width: number, outputs: number): MlpParams {
  const [k1, k2] = split(key);
  return {
    w1: mul(normal(k1, [inputs, width]), 1 / Math.sqrt(inputs)),
    b1: zeros([width]),
    w2: mul(normal(k2, [width, outputs]), 0.1 / Math.sqrt(width)),
    b2: zeros([outputs]),
  };
}
