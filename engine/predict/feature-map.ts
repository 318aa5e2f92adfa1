import { DomainError } from "../errors.js";
import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";

/** A kernel that is approximated, and how well. */
export interface ApproximateKernel {
  readonly mean: NDArray<"float64">;
  /** Entry by entry: a bound that holds for certain (`nystrom`), or one standard error (`randomFeatures`). */
  readonly error: NDArray<"float64">;
}

/** Features φ(x) of inputs, whose products approximate a kernel: k(x, x′) ≈ φ(x)·φ(x′). */
export interface FeatureMap {
  /** How many features there are. */
  readonly size: number;
  /**
   * How many equally large groups of features, one after the other, are independent of each other; 1 where
   * features are not random.
   */
  readonly groups: number;
  /** φ(x), (n × size). */
  features(x: ArrayInput): NDArray<"float64">;
  /** What is used for k(x, x): the kernel's own diagonal where it is known, otherwise |φ(x)|². */
  diagonal(x: ArrayInput, features: NDArray<"float64">): NDArray<"float64">;
  /** The approximation between the rows of x1 and of x2; null means x1. */
  kernel(x1: ArrayInput, x2: ArrayInput | null): ApproximateKernel;
}

/**
 * A kernel function in the place of its features is easily passed.
 *
 * @throws {@link DomainError} for what is no feature map.
 */
export function checkFeatureMap(caller: string, name: string, map: unknown): void {
  if (typeof map === "object" && map !== null && "features" in map) return;
  throw new DomainError(
    `${caller}: ${name} is no feature map; give predict.nystrom(…) or predict.randomFeatures(…)`,
  );
}
