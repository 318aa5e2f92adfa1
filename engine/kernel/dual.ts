import type { NDArray } from "../array/ndarray.js";

/** Covariances k of pairs of pre-activations and their variances, of shapes that broadcast. */
export interface Pairs {
  readonly k: NDArray;
  readonly q: NDArray;
  readonly q2: NDArray;
}

/** E[φφ′] and E[φ̇φ̇′]. */
export interface DualMoments {
  readonly nngp: NDArray;
  readonly slope: NDArray;
}

/**
 * The dual kernel of an activation as array functions, which transforms pass through. On pairs of a
 * variable with itself (k = q = q2) it must be differentiable along k = q = q2.
 */
export type Dual = (pairs: Pairs) => DualMoments;

/** σ_w and the like: numbers, or arrays that a transform follows. */
export type Scale = number | NDArray;
