import { checkChoice, checkFlag } from "../options.js";
import type { KernelName } from "./blocks.js";
import type { FloatArray } from "./float-array.js";
import type { Regularisation } from "./regularise.js";

/**
 * Which posterior: `nngp`, exact Bayesian inference with the network as prior; `ntk`, the mean and
 * covariance of networks trained by gradient descent to the end; `ntkgp`, a Gaussian process whose
 * covariance function is the NTK.
 */
export type PosteriorName = "nngp" | "ntk" | "ntkgp";

export interface GpInferenceOptions<C extends boolean = boolean> extends Regularisation {
  readonly get: PosteriorName;
  /** Compute the covariance of the test outputs as well; false unless given. */
  readonly computeCov?: C;
}

export const OPTIONS = ["get", "diagReg", "diagRegAbsoluteScale", "computeCov"];

/** A Gaussian over the test outputs; every output has the same covariance. */
export interface GpPosterior<C extends boolean = boolean> {
  /** Shape (test) or (test × outputs), like the targets. */
  readonly mean: FloatArray;
  /** Shape (test × test), symmetric; null unless `computeCov` asked for it. */
  readonly covariance: C extends true ? FloatArray : null;
}

/** The kernel whose train-train block is solved with, and the one that the covariance starts from. */
interface Roles {
  readonly inverted: KernelName;
  readonly prior: KernelName;
}

const ROLES: Readonly<Record<PosteriorName, Roles>> = {
  nngp: { inverted: "nngp", prior: "nngp" },
  ntk: { inverted: "ntk", prior: "nngp" },
  ntkgp: { inverted: "ntk", prior: "ntk" },
};

/** @throws {@link DomainError} for a posterior that does not exist. */
export function rolesOf(get: PosteriorName): Roles {
  checkChoice("predict", "get", get, Object.keys(ROLES));
  return ROLES[get];
}

/**
 * The kernels whose blocks a prediction reads.
 *
 * @throws {@link DomainError} for a posterior that does not exist, and when `computeCov` is no truth value.
 */
export function neededKernels({
  get,
  computeCov = false,
}: Pick<GpInferenceOptions, "get" | "computeCov">): KernelName[] {
  checkFlag("predict", { computeCov });
  const { inverted, prior } = rolesOf(get);
  return inverted === prior || !computeCov ? [inverted] : [prior, inverted];
}
