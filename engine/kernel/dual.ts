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

/** The dual kernel of an activation as array functions, which transforms pass through. */
export interface Dual {
  readonly pairs: (pairs: Pairs) => DualMoments;
  /**
   * The same of variables with themselves, E[φ²] and E[φ̇²] at variances q. Without it, `pairs` must be
   * differentiable along k = q = q2.
   */
  readonly own?: (q: NDArray) => DualMoments;
  /** Whether a transform follows the activation's own parameters; without it there are none to follow. */
  readonly traced?: () => boolean;
}
