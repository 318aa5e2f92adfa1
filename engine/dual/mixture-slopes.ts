// E[φ̇φ̇′] of activations that are made of a sigmoid function, as a sum over pairs of the widths of which it is made.
import type { AngularSource } from "./angular-source.js";
import { LOGISTIC, TANH_SOFTPLUS, type SigmoidPoles } from "./sigmoid-mixture.js";
import { WidthLattice, type OfWidths } from "./width-lattice.js";

/** 2π E[N(v) N(v′)] */
const bells: OfWidths = ({ rest, rest2, root }) => Math.sqrt(rest * rest2) / root;

/** π/2·E[erf(v/√2) erf(v′/√2)] */
const steps: OfWidths = ({ sine, root }) => Math.atan2(sine, root);

/** 2π E[f f′] of f = ½ erf(v/√2) + v N(v), the odd part of GELU's slope. */
const rises: OfWidths = ({ rest, rest2, sine, root }) =>
  (sine / root) * ((rest * rest2) / (root * root) + rest + rest2) + Math.atan2(sine, root);

/** E[f f′] of f = (1 − v²) exp(−v²/2), by derivatives of E[exp(−p v²/2 − p′v′²/2)]. */
const waves: OfWidths = ({ rest, rest2, root, square, square2, turned }) => {
  // 1 − A′ cos² θ = (1 − A′) + A′ sin² θ, times A
  const first = square * rest2 + turned;
  const second = square2 * rest + turned;
  const inverse = 1 / (root * root);
  const mixed = 3 * first * second * inverse - first - second - 2 * turned;
  return (Math.sqrt(rest * rest2) / root) * (1 + mixed * inverse);
};

/** E[σ̇σ̇′] of the logistic function. */
export const sigmoidSlopes = mixture(LOGISTIC, (lattice, angle) =>
  lattice.form(bells, angle, "odd", (width) => 1 / width).map((sum) => sum / (2 * Math.PI)),
);

/** Of tanh x = 2σ(2x) − 1. */
export const tanhSlopes: AngularSource["slopes"] = (deviations, angle) =>
  sigmoidSlopes(doubled(deviations), angle).map((slope) => 16 * slope);

/** Of log(1 + eˣ), whose slope is σ. */
export const softplusSlopes = mixture(LOGISTIC, (lattice, angle) =>
  lattice.form(steps, angle, "odd").map((sum) => 0.25 + sum / (2 * Math.PI)),
);

/** Of x σ(x). */
export const siluSlopes = mixture(LOGISTIC, (lattice, angle) =>
  lattice.form(rises, angle, "odd").map((sum) => 0.25 + sum / (2 * Math.PI)),
);

/** Of x tanh log(1 + eˣ): slopes ½ + odd + even. */
export const mishSlopes = mixture(TANH_SOFTPLUS, (lattice, angle) => {
  const even = lattice.form(waves, angle, "even");
  // E[f] = (1 − A)^{3/2}
  const means = lattice.means("even", (rest) => rest ** 1.5);
  const n = means.length;
  return lattice.form(rises, angle, "odd").map((sum, k) => {
    const mean = (means[Math.floor(k / n)] as number) + (means[k % n] as number);
    return 0.25 + 0.5 * mean + sum / (2 * Math.PI) + (even[k] as number);
  });
});

/** The slopes of all pairs of deviations, on the lattice of those that were asked for last. */
function mixture(
  poles: SigmoidPoles,
  slopes: (lattice: WidthLattice, angle: number) => Float64Array,
): AngularSource["slopes"] {
  let known: { of: readonly number[]; lattice: WidthLattice } | null = null;
  return (deviations, angle) => {
    if (known?.of !== deviations)
      known = { of: deviations, lattice: new WidthLattice(poles, deviations) };
    return slopes(known.lattice, angle);
  };
}

const doubles = new WeakMap<readonly number[], readonly number[]>();

function doubled(deviations: readonly number[]): readonly number[] {
  const known = doubles.get(deviations) ?? deviations.map((g) => 2 * g);
  doubles.set(deviations, known);
  return known;
}
