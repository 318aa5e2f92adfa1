import { DomainError } from "../errors.js";
import type { Levels } from "./levels.js";

/**
 * κ with Σ m λ/(λ + κ) + δ/κ = n (Simon et al. 2023, eq. 4): the constant that a kernel learns its modes against.
 * 0 where δ = 0 and n samples determine all modes. Newton's method inside of a bracket.
 */
export function solveKappa(
  { eigenvalues, multiplicities }: Pick<Levels, "eigenvalues" | "multiplicities">,
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

  // Σ_{λ ≤ κ} m L + δ/κ + (N − n) = Σ_{λ > κ} m (1 − L) with N = Σ_{λ > κ} m: nothing near n cancels.
  const demand = (kappa: number): Demand => {
    const unlearnt = ridge / kappa;
    let [over, under, larger] = [unlearnt, 0, -n];
    let [overSlope, underSlope] = [unlearnt, 0];
    for (let i = 0; i < eigenvalues.length; i++) {
      const lambda = eigenvalues[i] as number;
      if (lambda <= 0) continue;
      const many = multiplicities[i] as number;
      if (lambda > kappa) {
        const missed = (many * kappa) / (lambda + kappa);
        under += missed;
        underSlope += (missed * lambda) / (lambda + kappa);
        larger += many;
      } else {
        const learnt = (many * lambda) / (lambda + kappa);
        over += learnt;
        overSlope += (learnt * kappa) / (lambda + kappa);
      }
    }
    if (larger > 0) over += larger;
    else under -= larger;
    return { over, under, overSlope, underSlope };
  };
  // Σ m λ/(λ + κ) + δ/κ ≤ (Σ m λ + δ)/κ
  return bracketedNewton(demand, trace / n);
}

/** Two sides that are equal at κ: one falls as κ grows, the other rises, by their slopes against log κ. */
interface Demand {
  readonly over: number;
  readonly under: number;
  readonly overSlope: number;
  readonly underSlope: number;
}

/** After a step this small the next one is below rounding. */
const LAST_STEP = 1e-8;

/** Newton's method for log over − log under against log κ, nearly lines for spectra that follow a power law. */
function bracketedNewton(demand: (kappa: number) => Demand, top: number): number {
  let [low, high, kappa] = [0, top, top];
  for (let step = 0; step < 200; step++) {
    const { over, under, overSlope, underSlope } = demand(kappa);
    if (over === under) return kappa;
    if (over > under) low = kappa;
    else high = kappa;
    const move = Math.log(over / under) / (overSlope / over + underSlope / under);
    const newton = kappa * Math.exp(Math.max(-40, Math.min(40, move)));
    if (Math.abs(move) < LAST_STEP) return newton;
    const inside = newton > low && newton < high;
    const next = inside ? newton : low > 0 ? Math.sqrt(low) * Math.sqrt(high) : high / 1e4;
    if (next === kappa || next === 0) return next;
    kappa = next;
  }
  return kappa;
}
