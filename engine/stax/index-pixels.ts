import { asArray } from "../array/create.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype, reshape } from "../array/rearrange.js";
import { slice, type AxisSlice } from "../array/slicing.js";
import { pickMap } from "../kernel/pixel-maps.js";
import type { NoParams } from "./activation.js";
import { makeLayer, type Layer } from "./layer.js";
import { channelsOf } from "./window-options.js";

/**
 * A part of the pixels: for each spatial axis a position (the axis disappears), `[start, stop, step]` or
 * `[]`, as in `slice`.
 *
 * @throws (by use) {@link ShapeError} for a position outside its axis.
 * @example
 * ```ts
 * stax.index([0, 4], [0, 4]); // the upper left corner
 * ```
 */
export function index(...slices: AxisSlice[]): Layer<NoParams> {
  return makeLayer<NoParams>(
    {
      init: (_key, inputShape) => {
        const { shape } = picked(inputShape.slice(1, -1), slices);
        return {
          outputShape: [inputShape[0] as number, ...shape, channelsOf(inputShape)],
          params: [],
        };
      },
      apply: (_params, input) => {
        const x = asArray(input);
        // Refuses what would cut the channels.
        picked(x.shape.slice(1, -1), slices);
        return slice(astype(x, realDtype(x.dtype)), [], ...slices);
      },
    },
    [
      pickMap("index", (shape) => {
        const pixels = picked(shape, slices);
        return { shape: pixels.shape, sources: Int32Array.from(pixels.data) };
      }),
    ],
  );
}

/** Numbers of the pixels that are left. */
function picked(shape: Shape, slices: readonly AxisSlice[]): NDArray {
  const pixels = shape.reduce((product, length) => product * length, 1);
  const numbers = reshape(asArray(Int32Array.from({ length: pixels }, (_, pixel) => pixel)), shape);
  return slice(numbers, ...slices);
}
