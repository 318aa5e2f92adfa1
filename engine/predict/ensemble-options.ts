import type { ArrayInput } from "../array/create.js";
import { checkChoice, checkOptions } from "../options.js";
import type { GpPosterior } from "./options.js";
import type { Time } from "./times.js";

/**
 * Which ensemble: `nngp`, networks whose readout alone is trained; `ntk`, networks that are trained as
 * a whole.
 */
export type EnsembleName = "nngp" | "ntk";

export interface EnsembleOptions<C extends boolean = boolean> {
  readonly get: EnsembleName;
  /** Compute the covariance of the test outputs as well; false unless given. */
  readonly computeCov?: C;
}

/**
 * Mean and covariance of the outputs at one time, at an array of times (whose shape comes first) or,
 * with null, at the end of training. When `xTest` is null, at the training inputs, where outputs follow the
 * regularised kernel to the targets themselves; pass the training inputs for what is predicted there.
 */
export type EnsemblePredictor = <C extends boolean = false>(
  t: Time,
  xTest: ArrayInput | null,
  options: EnsembleOptions<C>,
) => GpPosterior<C>;

/** @throws {@link DomainError} for an option or an ensemble that does not exist. */
export function checkEnsembleOptions(options: EnsembleOptions): void {
  checkOptions("predict.gradientDescentMseEnsemble", options, ["get", "computeCov"]);
  checkChoice("predict.gradientDescentMseEnsemble", "get", options.get, ["nngp", "ntk"]);
}
