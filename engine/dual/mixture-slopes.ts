// E[φ̇φ̇′] of activations that are made of a sigmoid function, as a sum over pairs of the widths of which it is made.
import { NDArray } from "../array/ndarray.js";
import { matmul } from "../linalg/matmul.js";
import type { AngularSource } from "./angular-source.js";
import {
  densitiesAt,
  LOGISTIC,
  TANH_SOFTPLUS,
  WIDTHS,
  type SigmoidPoles,
} from "./sigmoid-mixture.js";

/** Of log κ; the trapezoidal rule leaves out e^(−2π·0.6/step). */
const STEP = 0.09;
/** Deviations below count as this one: it changes nothing. */
const LEAST = 1e-8;

/**
 * Two widths of the lattice κ = √a eʰʲ, the same for all rows: v = u/κ has the variance A/(1 − A). C = √(AA′) cos θ is
 * the correlation of u and u′ with noise of the deviations κ, κ′ added.
 */
interface WidthPair {
  /** 1 − A and 1 − A′. */
  readonly rest: number;
  readonly rest2: number;
  readonly sine: number;
  /** √(1 − C²). */
  readonly root: number;
  readonly square: number;
  readonly square2: number;
  /** AA′ sin² θ */
  readonly turned: number;
}

type OfWidths = (pair: WidthPair) => number;

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

type Part = "even" | "odd";

/** The slopes of all pairs of deviations, on the lattice of those that were asked for last. */
function mixture(
  poles: SigmoidPoles,
  slopes: (lattice: Lattice, angle: number) => Float64Array,
): AngularSource["slopes"] {
  let known: { of: readonly number[]; lattice: Lattice } | null = null;
  return (deviations, angle) => {
    if (known?.of !== deviations)
      known = { of: deviations, lattice: new Lattice(poles, deviations) };
    return slopes(known.lattice, angle);
  };
}

const doubles = new WeakMap<readonly number[], readonly number[]>();

function doubled(deviations: readonly number[]): readonly number[] {
  const known = doubles.get(deviations) ?? deviations.map((g) => 2 * g);
  doubles.set(deviations, known);
  return known;
}

class Lattice {
  private readonly deviations: readonly number[];
  private readonly first: number;
  private readonly length: number;
  private readonly weights = new Map<Part, NDArray<"float64">>();

  constructor(
    private readonly poles: SigmoidPoles,
    deviations: readonly number[],
  ) {
    this.deviations = deviations.map((g) => Math.max(g, LEAST));
    const [least, most] = [Math.min(...this.deviations), Math.max(...this.deviations)];
    this.first = Math.floor(Math.log(WIDTHS.least / most) / STEP);
    this.length = Math.ceil(Math.log(WIDTHS.most / least) / STEP) - this.first + 1;
  }

  /** Σ w w′ f over the widths of both, for all pairs of deviations. */
  form(f: OfWidths, angle: number, part: Part, factor?: (width: number) => number): Float64Array {
    const weights = this.weightsOf(part, factor);
    const inner = matmul(weights, this.matrix(f, angle));
    return matmul(inner, weights, { transposeB: true }).data;
  }

  /** Σ w f(1 − A) */
  means(part: Part, f: (rest: number) => number): Float64Array {
    const values = Float64Array.from({ length: this.length }, (_, j) => f(this.rest(j)));
    return matmul(this.weightsOf(part), new NDArray(values, [this.length, 1], "float64")).data;
  }

  /** 1 − A of the j-th width. */
  private rest(j: number): number {
    return 1 / (1 + Math.exp(-2 * STEP * (this.first + j)));
  }

  private matrix(f: OfWidths, angle: number): NDArray<"float64"> {
    const { length } = this;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    const rests = Float64Array.from({ length }, (_, j) => this.rest(j));
    const squares = Float64Array.from(
      { length },
      (_, j) => 1 / (1 + Math.exp(2 * STEP * (this.first + j))),
    );
    const out = new Float64Array(length * length);
    for (let i = 0; i < length; i++) {
      const [rest, square] = [rests[i] as number, squares[i] as number];
      for (let j = 0; j <= i; j++) {
        const [rest2, square2] = [rests[j] as number, squares[j] as number];
        const turned = square * square2 * sine * sine;
        const root = Math.sqrt(rest + square * rest2 + turned);
        const correlation = Math.sqrt(square * square2) * cosine;
        const value = f({ rest, rest2, sine: correlation, root, square, square2, turned });
        out[i * length + j] = value;
        out[j * length + i] = value;
      }
    }
    return new NDArray(out, [length, length], "float64");
  }

  /** The densities at all widths of every deviation. */
  private weightsOf(part: Part, factor?: (width: number) => number): NDArray<"float64"> {
    const known = this.weights.get(part);
    if (known !== undefined) return known;
    const { length } = this;
    const data = new Float64Array(this.deviations.length * length);
    this.deviations.forEach((g, row) => {
      for (let j = 0; j < length; j++) {
        const width = g * Math.exp(STEP * (this.first + j));
        if (width < WIDTHS.least || width > WIDTHS.most) continue;
        data[row * length + j] =
          STEP * densitiesAt(this.poles, width)[part] * (factor?.(width) ?? 1);
      }
    });
    const weights = new NDArray(data, [this.deviations.length, length], "float64");
    this.weights.set(part, weights);
    return weights;
  }
}
