import { asArray } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { astype, reshape, transpose } from "../array/rearrange.js";
import type { PixelMatrix } from "../kernel/graph.js";
import { matmul } from "../linalg/index.js";

/** Every example's pixels combined by a matrix: the finite half of a linear map over pixels. */
export function mixPixels(
  x: NDArray<FloatDtype>,
  matrix: PixelMatrix,
  shape: Shape,
): NDArray<FloatDtype> {
  const [examples = 0] = x.shape;
  const channels = x.shape.at(-1) as number;
  const pixels = x.shape.slice(1, -1).reduce((product, length) => product * length, 1);
  const rows = reshape(transpose(reshape(x, [examples, pixels, channels]), [1, 0, 2]), [
    pixels,
    -1,
  ]);
  const mixed = matmul(astype(denseMatrix(matrix, pixels), x.dtype), rows);
  const split = reshape(mixed, [matrix.support.length, examples, channels]);
  return reshape(transpose(split, [1, 0, 2]), [examples, ...shape, channels]);
}

function denseMatrix({ support, weights }: PixelMatrix, pixels: number): NDArray {
  const out = new Float64Array(support.length * pixels);
  support.forEach((sources, row) => {
    sources.forEach((source, k) => {
      const weight = weights.kind === "shared" ? (weights.values[row]?.[k] ?? 0) : NaN;
      out[row * pixels + source] = (out[row * pixels + source] as number) + weight;
    });
  });
  return reshape(asArray(out), [support.length, pixels]);
}
