import type { NDArray } from "../array/ndarray.js";
import { type Shape } from "../array/ndarray.js";
import type { FloatDtype } from "../array/dtype.js";
import { mul } from "../array/arithmetic.js";
import { astype, reshape, transpose } from "../array/rearrange.js";
import { eye } from "../array/sequences.js";
import { slice } from "../array/slicing.js";
import type { Asked, Evaluated } from "./asked.js";
import type { Moments } from "./moments.js";
import type { Inputs } from "./inputs.js";

/** What was asked for, cut from the kernels of all rows of x1 and x2 with each other. */
export function blocksOf(
  { nngp, ntk }: Moments,
  shape: Shape,
  { x2, n1, n2, dtype }: Inputs,
  asked: Asked,
): Evaluated {
  const columns = x2 === null ? 0 : n1;
  const block = (k: NDArray | null): NDArray<FloatDtype> => {
    const whole = k ?? mul(nngp, 0);
    const cut = slice(whole, [0, n1], [columns, columns + n2]);
    return astype(interleave(cut, shape), dtype);
  };
  const own = (start: number, count: number): NDArray<FloatDtype> => {
    const [n = 0, , pixels = 1] = nngp.shape;
    const mask = mul(reshape(eye(n), [n, n, 1, 1]), eye(pixels)).astype(nngp.dtype);
    const variances = mul(nngp, mask).sum([1, 3]);
    const part = slice(variances, [start, start + count]);
    return astype(reshape(part, [count, ...shape]), dtype);
  };
  return {
    nngp: asked.nngp ? block(nngp) : null,
    ntk: asked.ntk ? block(ntk) : null,
    cov1: asked.cov1 ? own(0, n1) : null,
    cov2: asked.cov2 ? own(columns, n2) : null,
  };
}

/** [n₁, n₂, pixels, pixels] → [n₁, n₂, h, h′, w, w′] */
function interleave(k: NDArray, shape: Shape): NDArray {
  const [n1 = 0, n2 = 0] = k.shape;
  const flat = reshape(k, [n1, n2, ...shape, ...shape]);
  const axes = shape.flatMap((_, axis) => [2 + axis, 2 + shape.length + axis]);
  return shape.length < 2 ? flat : transpose(flat, [0, 1, ...axes]);
}
