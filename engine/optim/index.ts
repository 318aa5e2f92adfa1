/** Optimisers. */
export {
  levenbergMarquardt,
  type LeastSquaresFit,
  type LevenbergMarquardtOptions,
} from "./levenberg-marquardt.js";
export type { Bounds } from "./bounds.js";
export type { FitStatistics } from "./fit-statistics.js";
