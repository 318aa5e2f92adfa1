export { abRelu, abs, leakyRelu } from "./ab-relu.js";
export type { NoParams } from "./activation.js";
export { fanInConcat, fanInProd, fanInSum, fanOut, identity } from "./branching.js";
export { aggregate } from "./aggregate.js";
export type { AttentionOptions, Decay } from "./attention-options.js";
export { conv, convTranspose, type ConvOptions } from "./conv.js";
export { convLocal } from "./conv-local.js";
export { dense, type DenseOptions, type DenseParams } from "./dense.js";
export { dotGeneral, type DotGeneralOptions } from "./dot-general.js";
export { dropout, type DropoutOptions } from "./dropout.js";
export { erf, sigmoidLike, type AffineArguments } from "./erf.js";
export { elementwise, type DualFunction, type ElementFunction } from "./elementwise.js";
export { elementwiseNumerical, type NumericalOptions } from "./elementwise-numerical.js";
export { elu, selu } from "./elu.js";
export { exp, type ExpOptions } from "./exp.js";
export { gabor } from "./gabor.js";
export { gaussian } from "./gaussian.js";
export { hardTanh } from "./hard-tanh.js";
export { gelu, type GeluOptions } from "./gelu.js";
export { cos, sin } from "./sin.js";
export { rbf } from "./rbf.js";
export { expNormalized, type ExpNormalizedOptions } from "./exp-normalized.js";
export { globalSelfAttention, type AttentionParams } from "./global-self-attention.js";
export { imageResize, type ImageResizeOptions, type ResizeMethod } from "./image-resize.js";
export { index } from "./index-pixels.js";
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
export {
  avgPool,
  flatten,
  globalAvgPool,
  globalSumPool,
  sumPool,
  type PoolOptions,
} from "./pooling.js";
export { relu } from "./relu.js";
export { repeat } from "./repeat.js";
export { hermite, monomial, polynomial } from "./polynomial.js";
export { rectifiedMonomial } from "./rectified-monomial.js";
export { sigmoid, silu, softplus } from "./logistic.js";
export { mish } from "./mish.js";
export { sign } from "./sign.js";
export { tanh } from "./tanh.js";
export type { WindowOptions } from "./window-options.js";
export { serial, type SerialParams } from "./serial.js";
