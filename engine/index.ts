/**
 * The library: arrays, random numbers, infinite networks, prediction, data, displays.
 *
 * @packageDocumentation
 */
export { DomainError, DtypeError, InterruptError, NtkbookError, ShapeError } from "./errors.js";
export * from "./array/index.js";
export * from "./autodiff/index.js";
export { debugNans } from "./core/debug-nans.js";
export { namedScope } from "./core/scope.js";
export { treeMap, treeZip, type Arrays, type Pytree } from "./core/pytree.js";
export { TracerError } from "./core/trace.js";
export * from "./contraction/index.js";
export * from "./control-flow/index.js";
export * from "./convolution/index.js";
export * from "./cumulative/index.js";
export * from "./elementary/index.js";
export * from "./graph/index.js";
export * from "./indexing/index.js";
export * from "./jit/index.js";
export * from "./order/index.js";
export * from "./statistics/index.js";
export * from "./structure/index.js";
export * as curvature from "./curvature/index.js";
export * as data from "./data/index.js";
export * as show from "./display/show.js";
export * as empirical from "./empirical/index.js";
export * as fft from "./fourier/index.js";
export * as flows from "./flows/index.js";
export * as io from "./io/index.js";
export * as monteCarlo from "./empirical/monte-carlo-index.js";
export * as nn from "./activations/index.js";
export * as optim from "./optim/index.js";
export * as predict from "./predict/index.js";
export * as random from "./random/index.js";
export * as spectrum from "./spectrum/index.js";
export * as symbolic from "./symbolic/index.js";
export * as sensitivity from "./sensitivity/index.js";
export * as special from "./special/index.js";
export * as stax from "./stax/index.js";
export * as theory from "./theory/index.js";
export { info, type Info } from "./info.js";
export * from "./linalg/index.js";
export { setThreads, threads } from "./wasm/pool.js";
