import type { Shape } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";

/** A length along the two spatial axes, [y, x]; 1-d convolutions have height 1. */
export type Pair = readonly [number, number];

/**
 * How a kernel passes over images: with stride s, kernel dilation d, input dilation b and padding p
 * before, tap k at place o covers the pixel i with i·b = o·s + k·d − p. What lies outside the image, or
 * between its dilated pixels, is zero.
 *
 * T(x, w, g) = ⟨g, conv(x, w)⟩ is linear in the images x, the kernel w and the cotangent g; its three
 * derivatives are the convolution, its input gradient and its kernel gradient (values.ts).
 */
export interface ConvGeometry {
  /** x: images × input × channels. */
  readonly images: number;
  readonly input: Pair;
  readonly channels: number;
  /** w: kernel × channels/groups × filters. */
  readonly kernel: Pair;
  readonly filters: number;
  readonly groups: number;
  /** g: images × output × filters. */
  readonly output: Pair;
  readonly strides: Pair;
  /** Padding before the first row and column; negative cuts. */
  readonly low: Pair;
  readonly dilation: Pair;
  readonly inputDilation: Pair;
}

/** What of a geometry the shapes do not say. */
export interface ConvWindow {
  readonly strides: Pair;
  readonly low: Pair;
  readonly high: Pair;
  readonly dilation: Pair;
  readonly inputDilation: Pair;
  readonly groups: number;
}

/** Pixels from the first to the last of `length` that lie `dilation` apart, both included. */
export function dilated(length: number, dilation: number): number {
  return length === 0 ? 0 : (length - 1) * dilation + 1;
}

/** f of the two axes. */
export function pairOf(f: (axis: 0 | 1) => number): Pair {
  return [f(0), f(1)];
}

/**
 * The geometry of x [images, y, x, channels] under w [y, x, channels/groups, filters].
 *
 * @throws {@link ShapeError} when the channels do not fit or the kernel is larger than the image.
 */
export function geometryOf(caller: string, x: Shape, w: Shape, window: ConvWindow): ConvGeometry {
  const [images = 0, height = 0, width = 0, channels = 0] = x;
  const [kernelHeight = 0, kernelWidth = 0, taken = 0, filters = 0] = w;
  const { low, high, strides, dilation, inputDilation, groups } = window;
  checkChannels(caller, { x, w, channels, taken, filters, groups });
  const input: Pair = [height, width];
  const kernel: Pair = [kernelHeight, kernelWidth];
  const output = pairOf((axis) => {
    const room = dilated(input[axis], inputDilation[axis]) + low[axis] + high[axis];
    return Math.floor((room - dilated(kernel[axis], dilation[axis])) / strides[axis]) + 1;
  });
  if (output[0] < 1 || output[1] < 1) {
    throw new ShapeError(
      `${caller}: the kernel of shape ${formatShape(w)} does not fit into x of shape ${formatShape(x)} with its padding; use padding: "SAME" or a smaller kernel`,
    );
  }
  const of = { images, input, channels, kernel, filters, groups, output };
  return { ...of, strides, low, dilation, inputDilation };
}

function checkChannels(
  caller: string,
  has: { x: Shape; w: Shape; channels: number; taken: number; filters: number; groups: number },
): void {
  const { x, w, channels, taken, filters, groups } = has;
  if (!Number.isInteger(groups) || groups < 1) {
    throw new DomainError(`${caller}: groups is ${groups}; use a whole number from 1`);
  }
  if (taken * groups === channels && filters % groups === 0) return;
  throw new ShapeError(
    `${caller}: x ${formatShape(x)} has ${channels} channels and w ${formatShape(w)} takes ${taken} of each of ${groups} group(s) to ${filters} filters; w's last but one length must be channels/groups, and groups must divide the filters`,
  );
}

/**
 * The geometry of the input gradient: it convolves the cotangent, dilated by the strides, with the
 * kernel turned by 180°.
 */
export function adjointGeometry(geometry: ConvGeometry): ConvGeometry {
  const { input, channels, filters, kernel, output, low, dilation, strides } = geometry;
  return {
    ...geometry,
    input: output,
    output: input,
    channels: filters,
    filters: channels,
    strides: geometry.inputDilation,
    inputDilation: strides,
    low: pairOf((axis) => (kernel[axis] - 1) * dilation[axis] - low[axis]),
  };
}

/** Elements of the images, the kernel and the output. */
export function sizesOf(geometry: ConvGeometry): { x: number; w: number; g: number } {
  const { images, input, channels, kernel, filters, groups, output } = geometry;
  return {
    x: images * input[0] * input[1] * channels,
    w: (kernel[0] * kernel[1] * channels * filters) / groups,
    g: images * output[0] * output[1] * filters,
  };
}
