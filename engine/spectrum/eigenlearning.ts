import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { displayedAsChart } from "../display/displayed.js";
import { DomainError } from "../errors.js";
import { checkNonnegative, checkOptions } from "../options.js";
import { solveKappa } from "./kappa.js";
import { levelsOf, perLevel, type Levels, type SpectrumInput } from "./levels.js";
import { vector } from "./vector.js";

/** Levels that bars tell apart; more are points. */
const MOST_BARS = 80;

/** A learning problem. */
export interface EigenlearningOptions {
  /** Number of training samples. */
  readonly n: number;
  /** Ridge δ of kernel regression, (K + δI)⁻¹y; default 0. */
  readonly ridge?: number;
  /** Variance σ² of the noise on the targets; default 0. */
  readonly noiseVariance?: number;
  /** Σ v² of the target's eigencoefficients at each level; default 0. */
  readonly targetPower?: ArrayInput;
}

/** What the eigenlearning framework predicts. */
export interface Eigenlearning {
  readonly kappa: number;
  /** L = λ/(λ + κ) of each level, how much of a mode is learnt. */
  readonly learnabilities: NDArray<"float64">;
  /** E₀ = n/(n − Σ m L²), by which test errors exceed what is not learnt; Infinity at n = Σ m and δ = 0. */
  readonly e0: number;
  /** E₀ (Σ (1 − L)² v² + σ²): the error against noisy targets. */
  readonly testMse: number;
  /** (δ/(nκ))² testMse */
  readonly trainMse: number;
  /** Σ L v²/Σ v², NaN for a target of 0. */
  readonly targetLearnability: number;
  /** Σ m L + δ/κ, which is n: what samples there are is shared among the modes. */
  readonly conservation: number;
}

/**
 * Predicts kernel regression from a spectrum (Simon, Dickens, Karkada & DeWeese 2023; Bordelon, Canatar &
 * Pehlevan 2020): how much of each mode is learnt from n samples, and the mean squared errors.
 *
 * @param of - a spectrum, or `{ eigenvalues, multiplicities }` of one's own
 * @throws {@link DomainError} for n, ridge, noise, powers or multiplicities that are no numbers from 0 and
 *   eigenvalues that are none, {@link ShapeError} when the target has not one power a level.
 * @example
 * ```ts
 * const net = stax.serial(stax.dense(1, { wStd: Math.SQRT2 }), stax.relu(), stax.dense(1));
 * const cube = spectrum.hypercube(net, { dim: 8 });
 * spectrum.eigenlearning(cube, { n: 64, targetPower: [0, 1, 0, 0, 0, 0, 0, 0, 0] }).testMse;
 * ```
 */
export function eigenlearning(of: SpectrumInput, options: EigenlearningOptions): Eigenlearning {
  const caller = "spectrum.eigenlearning";
  checkOptions(caller, options, ["n", "ridge", "noiseVariance", "targetPower"]);
  const { n, ridge = 0, noiseVariance = 0 } = options;
  checkNonnegative(caller, { n, ridge, noiseVariance });
  if (n === 0) throw new DomainError(`${caller}: n = 0; use a positive number of samples`);
  const levels = levelsOf(caller, of);
  const { domain, eigenvalues } = levels;
  const { targetPower = new Float64Array(eigenvalues.length) } = options;
  const power = perLevel(caller, "targetPower", targetPower, eigenvalues.length);

  const kappa = solveKappa(levels, n, ridge);
  const learnabilities = eigenvalues.map((lambda) => (lambda > 0 ? lambda / (lambda + kappa) : 0));
  const { learnt, half, missed, found, total } = sums(levels, kappa, power);
  // δ/κ where both are 0 is what no mode has learnt.
  const unlearnt = kappa === 0 ? n - learnt : ridge / kappa;
  // n − Σ m L², without the cancellation: n = Σ m L + δ/κ.
  const e0 = n / (half + unlearnt);
  // At n = Σ m and δ = 0 what is missed vanishes as κ², E₀ grows as 1/κ.
  const error = missed + noiseVariance;
  const testMse = error === 0 ? 0 : e0 * error;
  const result = {
    kappa,
    learnabilities: vector(learnabilities),
    e0,
    testMse,
    trainMse: unlearnt === 0 ? 0 : (unlearnt / n) ** 2 * testMse,
    targetLearnability: found / total,
    conservation: learnt + unlearnt,
  };
  return displayedAsChart(caller, result, () => ({
    title: `What ${n} samples learn: ${domain}`,
    xLabel: "level k",
    yLabel: "learnability",
    series: [
      {
        kind: learnabilities.length <= MOST_BARS ? "bars" : "scatter",
        name: "L = λ/(λ + κ)",
        x: learnabilities.map((_, k) => k),
        y: learnabilities,
      },
    ],
  }));
}

/** Σ m L, Σ m L(1 − L), Σ (1 − L)² v², Σ L v² and Σ v², in one pass; 1 − L = κ/(λ + κ) is no difference. */
function sums({ eigenvalues, multiplicities }: Levels, kappa: number, power: Float64Array) {
  let [learnt, half, missed, found, total] = [0, 0, 0, 0, 0];
  for (let i = 0; i < eigenvalues.length; i++) {
    const [lambda, p] = [eigenvalues[i] as number, power[i] as number];
    const seen = lambda > 0;
    const share = seen ? lambda / (lambda + kappa) : 0;
    const rest = seen ? kappa / (lambda + kappa) : 1;
    const modes = (multiplicities[i] as number) * share;
    learnt += modes;
    half += modes * rest;
    missed += rest * rest * p;
    found += share * p;
    total += p;
  }
  return { learnt, half, missed, found, total };
}
