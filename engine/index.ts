/**
 * The library: arrays, random numbers, infinite networks, prediction, data, displays.
 *
 * @packageDocumentation
 */
export { DomainError, DtypeError, InterruptError, NtkbookError, ShapeError } from "./errors.js";
export { NDArray } from "./array/ndarray.js";
export type { Shape } from "./array/ndarray.js";
export { getDefaultDtype, setDefaultDtype } from "./array/dtype.js";
export type { Dtype, FloatDtype } from "./array/dtype.js";
