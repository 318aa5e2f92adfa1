/** Finite networks drawn at random: estimates of infinite ones' kernels, and trained ensembles. */
export {
  ensemble,
  type EnsembleOptions,
  type EnsembleStep,
  type Trainable,
  type TrainedEnsemble,
} from "./ensemble.js";
export {
  kernel,
  type KernelEstimate,
  type MonteCarloOptions,
  type Samplable,
} from "./monte-carlo.js";
