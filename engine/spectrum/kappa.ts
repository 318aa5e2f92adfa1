import { DomainError } from "../errors.js";
import type { Levels } from "./levels.js";

/**
 * κ with Σ m λ/(λ + κ) + δ/κ = n (Simon et al. 2023, eq. 4): the constant that a kernel learns its modes against.
 * 0 where δ = 0 and n samples determine all modes. Newton's method inside of a bracket.
 */
export function solveKappa(
  { eigenvalues, multiplicities }: Levels,
  n: number,
  ridge: number,
): number {
  let [trace, rank] = [ridge, 0];
  for (let i = 0; i < eigenvalues.length; i++) {
    const lambda = eigenvalues[i] as number;
    if (lambda <= 0) continue;
    trace += (multiplicities[i] as number) * lambda;
    rank += multiplicities[i] as number;
  }
  if (trace === 0)
    throw new DomainError("spectrum: all eigenvalues are 0; there is nothing to learn");
  if (ridge === 0 && n >= rank) return 0;

  const demand = (kappa: number) => {
    let [sum, slope] = [ridge / kappa, ridge / kappa];
    for (let i = 0; i < eigenvalues.length; i++) {
      const lambda = eigenvalues[i] as number;
      if (lambda <= 0) continue;
      const share = lambda / (lambda + kappa);
      const weighted = (multiplicities[i] as number) * share;
      sum += weighted;
      slope += weighted * (1 - share);
    }
    return { sum, slope };
  };
  // Σ m λ/(λ + κ) + δ/κ ≤ (Σ m λ + δ)/κ
  return bracketedNewton(demand, n, trace / n);
}

interface Demand {
  /** Σ m λ/(λ + κ) + δ/κ, which falls as κ grows. */
  readonly sum: number;
  /** −d sum/d log κ */
  readonly slope: number;
}

/** After a step this small the next one is below rounding. */
const LAST_STEP = 1e-8;

/** Newton's method for log sum against log κ, a line for spectra that follow a power law. */
function bracketedNewton(demand: (kappa: number) => Demand, n: number, top: number): number {
  let [low, high, kappa] = [0, top, top];
  for (let step = 0; step < 200; step++) {
    const { sum, slope } = demand(kappa);
    if (sum === n) return kappa;
    if (sum > n) low = kappa;
    else high = kappa;
    const move = Math.log1p((sum - n) / n) * (sum / slope);
    const newton = kappa * Math.exp(Math.max(-20, Math.min(20, move)));
    if (Math.abs(move) < LAST_STEP) return newton;
    const inside = newton > low && newton < high;
    const next = inside ? newton : low > 0 ? Math.sqrt(low) * Math.sqrt(high) : high / 1e4;
    if (next === kappa || next === 0) return next;
    kappa = next;
  }
  return kappa;
}
