export { NDArray, type Shape } from "./ndarray.js";
export {
  getDefaultDtype,
  setDefaultDtype,
  type Dtype,
  type FloatDtype,
  type NumericDtype,
} from "./dtype.js";
export {
  array,
  full,
  fullLike,
  ones,
  onesLike,
  zeros,
  zerosLike,
  type ArrayInput,
  type TypedInput,
} from "./create.js";
export type { Nested } from "./nested.js";
export { arange, eye, geomspace, linspace, logspace } from "./sequences.js";
export { abs, add, div, maximum, minimum, mul, neg, pow, sign, sub } from "./arithmetic.js";
export { cos, exp, log, sin, sqrt } from "./transcendental.js";
export { equal, greater, greaterEqual, less, lessEqual, notEqual } from "./comparison.js";
export { all, any, argmax, argmin, max, mean, min, sum } from "./reductions.js";
export type { Axes, ReduceOptions } from "./reduce.js";
export { broadcastTo } from "./broadcast.js";
export { where } from "./where.js";
export { astype, diagonal, moveAxis, reshape, transpose } from "./rearrange.js";
export { slice, type AxisSlice } from "./slicing.js";
export { concat, stack } from "./join.js";
export { take } from "./take.js";
export { argsort } from "./argsort.js";
