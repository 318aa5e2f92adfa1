import type { NDArray } from "../array/ndarray.js";
import { vector } from "./vector.js";

/** Eigenvalues of a kernel with respect to a probability measure, level by level. */
export interface Spectrum {
  /** Where the kernel lives, e.g. `sphere in 10 dimensions`. */
  readonly domain: string;
  /** λ of each level. */
  readonly eigenvalues: NDArray<"float64">;
  /** How many eigenfunctions share it. */
  readonly multiplicities: NDArray<"float64">;
}

/** A spectrum of a domain whose levels are known. */
export function dotProductSpectrum(content: {
  readonly domain: string;
  readonly eigenvalues: NDArray<"float64">;
  readonly multiplicities: readonly number[];
}): Spectrum {
  return { ...content, multiplicities: vector(content.multiplicities) };
}
