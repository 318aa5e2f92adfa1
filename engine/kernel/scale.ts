// σ_w and the like.
import { add, div, mul } from "../array/arithmetic.js";
import { NDArray } from "../array/ndarray.js";

/** A parameter of a layer: a number, or an array of one that a transform follows. */
export type Scale = number | NDArray;

export const times = (a: Scale, b: Scale): Scale =>
  a instanceof NDArray || b instanceof NDArray ? mul(a, b) : a * b;

export const over = (scale: Scale, divisor: number): Scale =>
  scale instanceof NDArray ? div(scale, divisor) : scale / divisor;

export const plus = (a: Scale, b: Scale): Scale =>
  a instanceof NDArray || b instanceof NDArray ? add(a, b) : a + b;

export const squared = (scale: Scale): Scale => times(scale, scale);

/** Whether a transform follows what was given. */
export const isTraced = (given: unknown): boolean =>
  given instanceof NDArray && given.trace !== undefined;
