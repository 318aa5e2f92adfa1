/** Spectra of kernels and what they predict. */
export { circle, type CircleOptions } from "./circle.js";
export type { DotProductKernel, SeriesOptions } from "./dot-product.js";
export { eigenlearning, type Eigenlearning, type EigenlearningOptions } from "./eigenlearning.js";
export { fitMarchenkoPastur, type FittedMarchenkoPastur } from "./fit-marchenko-pastur.js";
export { hypercube, type HypercubeOptions } from "./hypercube.js";
export { learningCurve, type LearningCurve } from "./learning-curve.js";
export type { SpectrumInput } from "./levels.js";
export {
  marchenkoPastur,
  type MarchenkoPastur,
  type MarchenkoPasturOptions,
} from "./marchenko-pastur.js";
export { alignment, effectiveDimension, participationRatio } from "./measures.js";
export type { SeriesKernel } from "./network-series.js";
export { ofMatrix, type MatrixSpectrum } from "./of-matrix.js";
export { regressOn, type FiniteRegression, type RegressionOptions } from "./regress-on.js";
export { sphere, type SphereOptions } from "./sphere.js";
export type { Spectrum } from "./spectrum.js";
