/**
 * A function that rises from 0 to 1 like the logistic one as a sum of error functions and bells of all widths κ. Of T with simple poles at
 * s ± i(α + 2πm), m ∈ ℤ, and residues R, R̄ there, T(x) − ½ is odd part + even part,
 *   ½ ∫ o(κ) erf(x/κ√2) d log κ + ∫ e(κ) exp(−x²/2κ²) d log κ,
 * inverse Laplace transforms in x² (of which residues are sums over m), with t = 1/2κ²:
 *   e = 2t·2Re Σ_m R x_m exp(x_m² t)        o = −√(2π) κ·2t·2Re Σ_m R (1 + 2x_m² t) exp(x_m² t)
 * or by Poisson's summation, for small t,
 *   e = 2t Σ_k w_k k/2t          o = −√(2π) κ·2t Σ_k w_k k²/2t          w_k = 2|R| cos(kα + arg R) e^{ks − k²/4t}/(2√(πt))
 */
export interface SigmoidPoles {
  /** s. */
  readonly shift: number;
  /** α. */
  readonly height: number;
  /** |R| and arg R. */
  readonly residue: { readonly size: number; readonly angle: number };
}

/** 1/(1 + e⁻ˣ): poles at ±iπ(2m + 1), each counted twice. */
export const LOGISTIC: SigmoidPoles = {
  shift: 0,
  height: Math.PI,
  residue: { size: 0.5, angle: 0 },
};

/** tanh log(1 + eˣ) = Im[(1 + i) σ(x − s + iπ/4)] with s = ½ log 2. */
export const TANH_SOFTPLUS: SigmoidPoles = {
  shift: Math.LN2 / 2,
  height: 0.75 * Math.PI,
  residue: { size: Math.SQRT1_2, angle: -Math.PI / 4 },
};

/** The densities at a width. */
export interface Densities {
  readonly even: number;
  readonly odd: number;
}

/** Widths beyond which there is nothing in float64. */
export const WIDTHS = { least: 0.25, most: 9.2 } as const;

/** From here on the sum over poles is the shorter one. */
const LARGE = 0.12;
const TERMS = 8;

export function densitiesAt(poles: SigmoidPoles, width: number): Densities {
  const t = 0.5 / (width * width);
  const [first, second] = t > LARGE ? overPoles(poles, t) : overWaves(poles, t);
  return { even: 2 * t * first, odd: -Math.sqrt(2 * Math.PI) * width * 2 * t * second };
}

/** 2Re Σ R x exp(x²t) and 2Re Σ R (1 + 2x²t) exp(x²t). */
function overPoles({ shift, height, residue }: SigmoidPoles, t: number): [number, number] {
  let [first, second] = [0, 0];
  for (let m = -TERMS; m <= TERMS; m++) {
    const y = height + 2 * Math.PI * m;
    const [re, im] = [shift * shift - y * y, 2 * shift * y];
    const size = 2 * residue.size * Math.exp(re * t);
    const phase = im * t + residue.angle;
    const [cosine, sine] = [size * Math.cos(phase), size * Math.sin(phase)];
    first += shift * cosine - y * sine;
    second += (1 + 2 * re * t) * cosine - 2 * im * t * sine;
  }
  return [first, second];
}

/** The same by Poisson's summation. */
function overWaves({ shift, height, residue }: SigmoidPoles, t: number): [number, number] {
  let [first, second] = [0, 0];
  for (let k = -TERMS; k <= TERMS; k++) {
    const size = residue.size * Math.exp(k * shift - (k * k) / (4 * t));
    const wave = (size * Math.cos(k * height + residue.angle)) / Math.sqrt(Math.PI * t);
    first += (wave * k) / (2 * t);
    second += (wave * k * k) / (2 * t);
  }
  return [first, second];
}
