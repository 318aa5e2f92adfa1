/** Normalizing flows: invertible maps whose Jacobians' determinants are at hand. */
export {
  inverseAutoregressive,
  maskedAutoregressive,
  type AutoregressiveOptions,
  type MadeParams,
} from "./autoregressive.js";
export { continuous, mlpVelocity, type ContinuousOptions, type Velocity } from "./continuous.js";
export {
  additiveCoupling,
  affineCoupling,
  type AdditiveParams,
  type AffineCouplingParams,
  type CouplingOptions,
} from "./coupling.js";
export { potentials, twoMoons } from "./densities.js";
export { densityMap, type DensityMap, type DensityMapOptions } from "./density-map.js";
export { exactLogDet } from "./exact-log-det.js";
export {
  fit,
  type BatchLoss,
  type CompiledFitOptions,
  type Fit,
  type FitOptions,
  type StochasticLoss,
} from "./fit.js";
export { compose, inverted, type Flow, type Transformed } from "./flow.js";
export { flowGrid, type FlowGrid, type FlowGridOptions } from "./flow-grid.js";
export { freeFormLoss, type FreeForm } from "./free-form.js";
export { freeEnergy, logProb, negativeLogLikelihood } from "./likelihood.js";
export { linear, reverse, type LinearParams } from "./linear.js";
export type { MlpParams } from "./mlp.js";
export { planar, type PlanarParams } from "./planar.js";
export { radial, type RadialParams } from "./radial.js";
export { residual, type ResidualFlow, type ResidualOptions } from "./residual.js";
export { hutchinson, hutchPlusPlus, type TraceEstimate, type TraceOptions } from "./trace.js";
