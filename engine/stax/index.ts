export { dense, type DenseOptions, type DenseParams } from "./dense.js";
export { erf } from "./erf.js";
export type {
  Get,
  Initialised,
  KernelFunction,
  KernelName,
  Kernels,
  Layer,
  Network,
  ParamsOf,
} from "./layer.js";
export type { NoParams } from "./activation.js";
export { relu } from "./relu.js";
export { serial, type SerialParams } from "./serial.js";
