import type { Shape } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { dilated, type ConvWindow, type Pair } from "./geometry.js";
import { edgesOf, type Edges, type Padding } from "./padding.js";

/** One number for all spatial axes, or one for each. */
export type PerAxis = number | readonly number[];

export interface ConvOptions {
  /** Pixels from one place of the kernel to the next; 1 unless given. */
  readonly strides?: PerAxis;
  /** `VALID` unless given. */
  readonly padding?: Padding;
  /** Pixels from one tap of the kernel to the next; 1 unless given. */
  readonly dilation?: PerAxis;
  /** Zeros are put between the pixels so that they lie this far apart; 1 unless given. */
  readonly inputDilation?: PerAxis;
  /** Channels are cut into so many groups, each convolved with its own filters; 1 unless given. */
  readonly groups?: number;
}

/**
 * One whole number from 1 for each spatial axis.
 *
 * @throws {@link DomainError} for anything else.
 */
export function perAxis(caller: string, name: string, given: PerAxis, axes: number): number[] {
  const values = typeof given === "number" ? new Array<number>(axes).fill(given) : [...given];
  if (values.length === axes && values.every((value) => Number.isInteger(value) && value > 0)) {
    return values;
  }
  throw new DomainError(
    `${caller}: ${name} is ${JSON.stringify(given)}; use a whole number from 1, or ${axes} of them`,
  );
}

/**
 * How many spatial axes an array of images has: 1 for [images, x, channels], 2 for
 * [images, y, x, channels].
 *
 * @throws {@link ShapeError} for any other shape.
 */
export function spatialAxes(caller: string, x: Shape): 1 | 2 {
  if (x.length === 3) return 1;
  if (x.length === 4) return 2;
  throw new ShapeError(
    `${caller}: x has the shape ${formatShape(x)}; it must be [images, length, channels] or [images, height, width, channels]`,
  );
}

/** The lengths of two axes; a missing y has the neutral one. */
export function asPair(values: readonly number[], neutral: number): Pair {
  const [first = neutral, second] = values;
  return second === undefined ? [neutral, first] : [first, second];
}

export function edgePairs(edges: readonly Edges[]): { low: Pair; high: Pair } {
  const low = edges.map(([before]) => before);
  const high = edges.map(([, after]) => after);
  return { low: asPair(low, 0), high: asPair(high, 0) };
}

/** The options of a convolution for images of `input` spatial lengths under a kernel. */
export function convWindow(
  caller: string,
  { input, kernel }: { input: readonly number[]; kernel: readonly number[] },
  options: ConvOptions,
): ConvWindow & { readonly edges: readonly Edges[] } {
  const axes = input.length;
  const { padding = "VALID", groups = 1 } = options;
  const strides = perAxis(caller, "strides", options.strides ?? 1, axes);
  const dilation = perAxis(caller, "dilation", options.dilation ?? 1, axes);
  const inputDilation = perAxis(caller, "inputDilation", options.inputDilation ?? 1, axes);
  const edges = edgesOf(
    caller,
    padding,
    input.map((length, k) => ({
      length: dilated(length, inputDilation[k] as number),
      window: dilated(kernel[k] as number, dilation[k] as number),
      stride: strides[k] as number,
    })),
  );
  return {
    edges,
    ...edgePairs(edges),
    strides: asPair(strides, 1),
    dilation: asPair(dilation, 1),
    inputDilation: asPair(inputDilation, 1),
    groups,
  };
}
