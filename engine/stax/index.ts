export type { NoParams } from "./activation.js";
export { fanInConcat, fanInProd, fanInSum, fanOut, identity } from "./branching.js";
export { dense, type DenseOptions, type DenseParams } from "./dense.js";
export { dropout, type DropoutOptions } from "./dropout.js";
export { erf } from "./erf.js";
export type {
  AnyLayer,
  ApplyOptions,
  Arity,
  Get,
  Initialised,
  Inputs,
  KernelFunction,
  KernelName,
  Kernels,
  Layer,
  Network,
  Outputs,
  ParamsOf,
  Shapes,
} from "./layer.js";
export { layerNorm, type LayerNormOptions } from "./layer-norm.js";
export { parallel } from "./parallel.js";
export type { AffineOptions, AffineParams, Parameterization } from "./parameterization.js";
export { relu } from "./relu.js";
export { repeat } from "./repeat.js";
export { serial, type SerialParams } from "./serial.js";
