/** Optimisers. */
export {
  levenbergMarquardt,
  type LeastSquaresFit,
  type LevenbergMarquardtOptions,
} from "./levenberg-marquardt.js";
export type { Bounds } from "./bounds.js";
export type { FitStatistics } from "./fit-statistics.js";
export { adam, type AdamOptions } from "./adam.js";
export { gaussNewton, type GaussNewtonOptions, type GaussNewtonResult } from "./gauss-newton.js";
export { minimise, type MinimiseOptions } from "./minimise.js";
export type { Descent, Minimised } from "./descend.js";
export type { LearningRate, Optimiser, Updated } from "./optimiser.js";
export { cosineSchedule } from "./schedules.js";
export { sgd, type SgdOptions } from "./sgd.js";
