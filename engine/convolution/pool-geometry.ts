import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { geometryOf, type ConvGeometry } from "./geometry.js";
import { withHeight } from "./operands.js";
import { asPair, edgePairs, perAxis, spatialAxes, type PerAxis } from "./options.js";
import { edgesOf, wrap, type Edges, type Padding } from "./padding.js";

export interface PoolOptions {
  /** Pixels from one place of the window to the next; 1 unless given, as in Flax. */
  readonly strides?: PerAxis;
  /** `VALID` unless given. */
  readonly padding?: Padding;
}

/** Images, wrapped where the padding is circular, and how the window passes over them. */
export interface Pooling {
  readonly images: NDArray<FloatDtype>;
  readonly axes: 1 | 2;
  readonly geometry: ConvGeometry;
}

/**
 * What a pooling works on.
 *
 * @throws {@link ShapeError} when x is no batch of images or the window does not fit;
 *   {@link DomainError} for a window or options that are not possible.
 */
export function poolingOf(
  caller: string,
  x: ArrayInput,
  window: PerAxis,
  options: PoolOptions & { readonly known: readonly string[] },
): Pooling {
  const { known, strides: apart = 1, padding = "VALID", ...rest } = options;
  checkOptions(caller, rest, ["strides", "padding", ...known]);
  const array = asArray(x);
  const axes = spatialAxes(caller, array.shape);
  const lengths = perAxis(caller, "window", window, axes);
  const strides = perAxis(caller, "strides", apart, axes);
  const input = array.shape.slice(1, 1 + axes);
  const edges = edgesOf(caller, padding, axesOf(input, lengths, strides));
  if (typeof padding !== "string") checkEdges(caller, edges, lengths);
  const images = astype(array, realDtype(array.dtype));
  const circular = padding === "CIRCULAR";
  const pads = edgePairs(circular ? lengths.map(() => [0, 0]) : edges);
  const wrapped = circular ? (wrap(images, edges) as NDArray<FloatDtype>) : images;
  const shape = withHeight(wrapped.shape, "images");
  const channels = shape[3] as number;
  const ones = [1, 1] as const;
  const geometry = geometryOf(caller, shape, [...asPair(lengths, 1), 1, channels], {
    ...pads,
    strides: asPair(strides, 1),
    dilation: ones,
    inputDilation: ones,
    groups: Math.max(1, channels),
  });
  return { images: wrapped, axes, geometry };
}

function axesOf(input: readonly number[], window: readonly number[], strides: readonly number[]) {
  return input.map((length, k) => ({
    length,
    window: window[k] as number,
    stride: strides[k] as number,
  }));
}

/** Every window shall cover a pixel. */
function checkEdges(caller: string, edges: readonly Edges[], window: readonly number[]): void {
  const fits = edges.every(([low, high], k) => Math.max(low, high) < (window[k] as number));
  if (fits) return;
  throw new DomainError(
    `${caller}: padding ${JSON.stringify(edges)} leaves windows of ${JSON.stringify(window)} without a pixel; pad less than the window`,
  );
}
