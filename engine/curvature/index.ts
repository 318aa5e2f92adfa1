/** Curvature of losses: Gauss–Newton and Fisher matrices, spectra of Hessians. */
export { gaussNewtonProduct } from "./gauss-newton-product.js";
export { fisher, gaussNewtonMatrix, gradientCovariance, jacobianGram } from "./matrices.js";
export { kfac, type KroneckerFactors } from "./kfac.js";
export type { Likelihood } from "./likelihood.js";
export {
  hessianDensity,
  spectralDensity,
  type SpectralDensity,
  type SpectralDensityOptions,
  type SpectralMean,
} from "./spectral-density.js";
