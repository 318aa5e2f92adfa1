import { DomainError } from "../errors.js";

/** Plain numbers of a spectrum: eigenvalues with how often each occurs. */
export interface Levels {
  readonly eigenvalues: ArrayLike<number>;
  readonly multiplicities: ArrayLike<number>;
}

/**
 * κ with Σ m λ/(λ + κ) + δ/κ = n (Simon et al. 2023, eq. 4): the constant that a kernel learns its modes against.
 * 0 where δ = 0 and n samples determine all modes. Newton's method in log κ inside of a bracket.
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

  const excess = (kappa: number) => {
    let [sum, slope] = [ridge / kappa - n, ridge / kappa];
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
  return bracketedNewton(excess, trace / n);
}

interface Excess {
  /** What is positive below the root and negative above. */
  readonly sum: number;
  /** −d sum/d log κ */
  readonly slope: number;
}

function bracketedNewton(excess: (kappa: number) => Excess, top: number): number {
  let [low, high, kappa] = [0, top, top];
  for (let step = 0; step < 200; step++) {
    const { sum, slope } = excess(kappa);
    if (sum === 0) return kappa;
    if (sum > 0) low = kappa;
    else high = kappa;
    const newton = kappa * Math.exp(Math.max(-20, Math.min(20, sum / slope)));
    const inside = newton > low && newton < high;
    const next = inside ? newton : low > 0 ? Math.sqrt(low) * Math.sqrt(high) : high / 1e4;
    if (Math.abs(next - kappa) <= 4e-16 * kappa || next === 0) return next;
    kappa = next;
  }
  return kappa;
}
