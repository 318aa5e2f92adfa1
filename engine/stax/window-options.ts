import type { Padding } from "../convolution/padding.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";

export type StaxPadding = "SAME" | "VALID" | "CIRCULAR";

export interface WindowOptions {
  /** Pixels from one place of the window to the next, one number an axis; 1 unless given. */
  readonly strides?: readonly number[] | null;
  /** Default `"VALID"`. */
  readonly padding?: StaxPadding;
}

export interface WindowSettings {
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly padding: StaxPadding & Padding;
}

/** @throws {@link DomainError} unless the window and strides are one or two positive integers each. */
export function windowSettings(
  caller: string,
  window: readonly number[],
  { strides, padding = "VALID" }: WindowOptions,
): WindowSettings {
  const fine = (values: readonly number[]) =>
    Array.isArray(values) &&
    [1, 2].includes(values.length) &&
    values.every((value) => Number.isInteger(value) && value > 0);
  if (!fine(window)) {
    throw new DomainError(
      `${caller}: the window is ${JSON.stringify(window)}; give its length along each of one or two spatial axes, e.g. [3, 3]`,
    );
  }
  const moved = strides ?? window.map(() => 1);
  if (!fine(moved) || moved.length !== window.length) {
    throw new DomainError(
      `${caller}: strides = ${JSON.stringify(strides)}; give ${window.length} positive integers, e.g. [${window.map(() => 1).join(", ")}]`,
    );
  }
  if (!["SAME", "VALID", "CIRCULAR"].includes(padding)) {
    throw new DomainError(`${caller}: padding = "${padding}"; use "SAME", "VALID" or "CIRCULAR"`);
  }
  return { window, strides: moved, padding };
}

/** The spatial lengths of an array of images. */
export function spatialOf(caller: string, shape: Shape, axes: number): Shape {
  if (shape.length === axes + 2) return shape.slice(1, -1);
  throw new ShapeError(
    `${caller}: x of shape ${formatShape(shape)} has ${shape.length - 2} spatial axes and the window ${axes}; images are [examples, …pixels, channels]`,
  );
}

/** The channels of an array of images, its last axis. */
export function channelsOf(shape: Shape): number {
  return shape.at(-1) ?? 0;
}

/** Refuses images with other channels than the weights have. */
export function checkChannels(caller: string, x: NDArray, channels: number): void {
  if (channelsOf(x.shape) === channels) return;
  throw new ShapeError(
    `${caller}: x of shape ${formatShape(x.shape)} has ${channelsOf(x.shape)} channels and the weights ${channels}`,
  );
}
