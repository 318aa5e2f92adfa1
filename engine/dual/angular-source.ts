import type { Nonlinearity } from "./nonlinearity.js";
import type { Parity } from "./table.js";

/** A map of kernels that is analytic in the angle: of φ smooth, or with kinks at 0 alone. */
export interface AngularSource {
  readonly parity: Parity;
  /** E[φ²] at a variance. */
  readonly meanSquare: (variance: number) => number;
  /** E[φ(√a z) φ(√a′ z)] for all pairs of variances, row after row. */
  readonly parallel: (variances: readonly number[]) => Float64Array;
  /** E[φ̇(u) φ̇(u′)] at an angle θ for all pairs of deviations √a, row after row. */
  readonly slopes: (deviations: readonly number[], angle: number) => Float64Array;
  /** Where φ itself is known: expansions of angles apart, and Hermite series between. */
  readonly elements?: AngularElements;
  /** Chebyshev coefficients in the angle, [0, π], of what `slopes` gives, where it does not. */
  readonly coefficients?: (deviations: readonly number[]) => Float64Array[];
  /** Those of S = (D(0) − D(θ))/(2h g g′), where it does not follow from Ḋ. */
  readonly differences?: (deviations: readonly number[]) => Float64Array[];
}

export interface AngularElements extends Nonlinearity {
  /** E[φ(√a z) φ(−√a′ z)] for all pairs of variances, row after row. */
  readonly antiparallel: (variances: readonly number[]) => Float64Array;
}
