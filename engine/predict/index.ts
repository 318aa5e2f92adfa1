export { leaveOneOut, logMarginalLikelihood, type LeaveOneOut } from "./evidence.js";
export {
  kernelClassifier,
  type KernelClassifier,
  type KernelClassifierOptions,
} from "./classifier.js";
export { gpInference } from "./gp-inference.js";
export { gpPosterior } from "./gp-posterior.js";
export {
  gradientDescent,
  type GradientDescentOptions,
  type LossGradient,
} from "./gradient-descent.js";
export { gradientDescentMse, type GradientDescentMseOptions } from "./gradient-descent-mse.js";
export { gradientDescentMseEnsemble } from "./gradient-descent-mse-ensemble.js";
export type { EnsembleName, EnsembleOptions, EnsemblePredictor } from "./ensemble-options.js";
export { maxLearningRate, type MaxLearningRateOptions } from "./max-learning-rate.js";
export type { TrainedOutputs, TrainingCurve } from "./training-curve.js";
export type { Time } from "./times.js";
export type { GpInferenceOptions, GpPosterior, PosteriorName } from "./options.js";
export type { KernelBlocks, KernelFunction, KernelMatrices, KernelName } from "./blocks.js";
export type { ApproximateKernel, FeatureMap } from "./feature-map.js";
export {
  featureRegression,
  type FeaturePrediction,
  type FeatureRegression,
  type FeatureRegressionOptions,
} from "./feature-regression.js";
export { kernelRidge, type KernelRidge, type KernelRidgeOptions } from "./kernel-ridge.js";
export { matrixFree, type MatrixFreeOptions, type MatrixFreeRegression } from "./matrix-free.js";
export { nystrom, type NystromOptions } from "./nystrom.js";
export { randomFeatures, type Drawable, type RandomFeaturesOptions } from "./random-features.js";
