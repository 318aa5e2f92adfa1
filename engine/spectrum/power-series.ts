import type { Tails } from "./tail.js";

/** K(z) = Σ a_p z^p: the first coefficients, and how they go on. */
export interface PowerSeries {
  readonly coefficients: Float64Array;
  readonly tails: Tails;
}
