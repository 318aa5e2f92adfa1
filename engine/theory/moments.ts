import { array } from "../array/create.js";
import { DomainError } from "../errors.js";
import { isTraced } from "../kernel/scale.js";
import { dense } from "../stax/dense.js";
import type { Layer } from "../stax/layer.js";
import { serial } from "../stax/serial.js";

/** E[φφ′] and E[φ̇φ̇′]. */
export interface Moments {
  readonly nngp: number;
  readonly slope: number;
}

/** Moments at variances q, for each of some correlations, in one call of the kernel. */
export function momentsOf(
  activation: Layer,
): (q: number, correlations: readonly number[]) => Moments[] {
  // Standard biases of deviation 0 make the tangent kernel before the activation 1.
  const unit = { bStd: 0, parameterization: "standard", s: [1e300, 1] } as const;
  const { kernel } = serial(dense(1, unit), activation);
  return (q, correlations) => {
    const length = Math.sqrt(2 * q);
    const others = correlations.map((c) => [
      length * c,
      length * Math.sqrt(Math.max(0, 1 - c * c)),
    ]);
    const { nngp, ntk } = kernel(double([[length, 0]]), double(others), ["nngp", "ntk"]);
    if (isTraced(nngp)) {
      throw new DomainError(
        "theory: the activation has parameters that a transform follows, and fixed points that are searched for have no derivatives; give numbers",
      );
    }
    return correlations.map((_, k) => ({ nngp: nngp.get(0, k), slope: ntk.get(0, k) }));
  };
}

/** Whatever the default is. */
const double = (rows: readonly (readonly number[])[]) => array(rows, { dtype: "float64" });
