import { edgesOf, type Edges, type Padding } from "../convolution/padding.js";
import { ShapeError } from "../errors.js";
import { NO_PIXEL, type PlainWindow } from "./graph.js";
import { pixelsOf } from "./signal.js";

/** A window that moves over pixels. */
export interface Window {
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly padding: Padding;
}

/** Shape after a window, and for each of its places the pixel of every output; NO_PIXEL for padding. */
export interface WindowTaps {
  readonly shape: readonly number[];
  readonly taps: readonly Int32Array[];
  /** For each output the pixel with which it counts or not. */
  readonly owners: Int32Array;
  /** The window itself, where zeros surround the pixels. */
  readonly plain?: PlainWindow;
}

/** For each output along an axis the pixel at each place of the window. */
type AxisTaps = readonly Int32Array[];

/** out[o] reads in[o·s + f − p]. */
export function windowTaps(
  shape: readonly number[],
  { window, strides, padding }: Window,
  layer: string,
): WindowTaps {
  const axes = shape.map((length, k) => ({
    length,
    window: window[k] as number,
    stride: strides[k] as number,
  }));
  const edges = edgesOf(layer, padding, axes);
  const circular = padding === "CIRCULAR";
  const { taps, shape: output } = outerTaps(
    axes.map((axis, k) => axisTaps(axis, edges[k] as Edges, circular)),
    shape,
    layer,
  );
  // The place in the middle of the window, the lower of two along each axis.
  const centre = window.reduce((at, size) => at * size + Math.floor((size - 1) / 2), 0);
  const owned = { shape: output, taps, owners: taps[centre] as Int32Array };
  if (circular) return owned;
  const low = edges.map(([before]) => before);
  return { ...owned, plain: { input: shape, output, window, strides, low } };
}

function axisTaps(
  { length, window, stride }: { length: number; window: number; stride: number },
  [low, high]: Edges,
  circular: boolean,
): AxisTaps {
  const outputs = Math.floor((length + low + high - window) / stride) + 1;
  return Array.from({ length: window }, (_, place) =>
    Int32Array.from({ length: Math.max(0, outputs) }, (_, output) => {
      const at = output * stride + place - low;
      if (circular) return ((at % length) + length) % length;
      return at >= 0 && at < length ? at : NO_PIXEL;
    }),
  );
}

/**
 * Windows over images whose pixels are moved apart by the stride: out[o] reads in[(o + f − p)/s] where
 * that is whole. SAME gives length·stride pixels, VALID length·stride + max(window − stride, 0).
 */
export function transposedTaps(
  shape: readonly number[],
  { window, strides, padding }: Window,
  layer: string,
): WindowTaps {
  const axes = shape.map((length, k) => {
    const [size, stride] = [window[k] as number, strides[k] as number];
    const outputs = length * stride + (padding === "VALID" ? Math.max(size - stride, 0) : 0);
    const low = padding === "VALID" ? size - 1 : transposedEdge(size, stride);
    return Array.from({ length: size }, (_, place) =>
      Int32Array.from({ length: outputs }, (_, output) => {
        const at = output + place - low;
        const pixel = at / stride;
        if (padding !== "CIRCULAR") {
          return at >= 0 && Number.isInteger(pixel) && pixel < length ? pixel : NO_PIXEL;
        }
        const wrapped = ((at % (length * stride)) + length * stride) % (length * stride);
        return wrapped % stride === 0 ? wrapped / stride : NO_PIXEL;
      }),
    );
  });
  const { taps, shape: output } = outerTaps(axes, shape, layer);
  // As many outputs belong to each pixel as it is moved from the next.
  const along = axes.map(([first], k) =>
    Int32Array.from(first as Int32Array, (_, at) =>
      Math.min(Math.floor(at / (strides[k] as number)), (shape[k] as number) - 1),
    ),
  );
  return { taps, shape: output, owners: outer(along, shape) };
}

/**
 * Pixels before the dilated image where outputs are length·stride, as `jax.lax.conv_transpose` has them: half of
 * size + stride − 2.
 */
export function transposedEdge(size: number, stride: number): number {
  return stride > size - 1 ? size - 1 : Math.ceil((size + stride - 2) / 2);
}

/** Taps over all axes from those along each. */
function outerTaps(
  axes: readonly AxisTaps[],
  input: readonly number[],
  layer: string,
): Pick<WindowTaps, "shape" | "taps"> {
  const shape = axes.map(([first]) => first?.length ?? 0);
  if (shape.some((length) => length === 0)) {
    throw new ShapeError(
      `kernel: ${layer}: the window does not fit pixels of shape [${input.join(", ")}]; use padding "SAME" or a smaller window`,
    );
  }
  const places = axes.map((taps) => taps.length);
  const taps = Array.from({ length: pixelsOf(places) }, (_, place) =>
    outer(
      unravel(place, places).map((k, axis) => axes[axis]?.[k] as Int32Array),
      input,
    ),
  );
  return { shape, taps };
}

/** Pixels of all axes from those along each. */
function outer(along: readonly Int32Array[], input: readonly number[]): Int32Array {
  return along.reduce<Int32Array>(
    (pixels, own, axis) => product(pixels, own, input[axis] as number),
    Int32Array.of(0),
  );
}

/** Pixels of one axis more. */
function product(before: Int32Array, inner: Int32Array, length: number): Int32Array {
  const pixels = new Int32Array(before.length * inner.length);
  let at = 0;
  for (const outside of before) {
    for (const along of inner) {
      const there = outside !== NO_PIXEL && along !== NO_PIXEL;
      pixels[at++] = there ? outside * length + along : NO_PIXEL;
    }
  }
  return pixels;
}

/** Row-major position of a number in a shape. */
export function unravel(number: number, shape: readonly number[]): number[] {
  const position = new Array<number>(shape.length).fill(0);
  let rest = number;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    position[axis] = rest % length;
    rest = Math.floor(rest / length);
  }
  return position;
}
