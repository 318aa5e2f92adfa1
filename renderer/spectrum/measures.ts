/** What follows from eigenvalues λ with multiplicities m. */
import type { SpectrumPayload } from "../../engine/display/payload.js";

type Levels = Pick<SpectrumPayload, "eigenvalues" | "multiplicities">;

/** Σ_{i ≤ k} m λ / Σ m λ, of what is not negative. */
export function cumulativeShares({ eigenvalues, multiplicities }: Levels): number[] {
  return runningShares(
    eigenvalues.map((value, k) => Math.max(0, value) * (multiplicities[k] ?? 1)),
  );
}

/** Σ_{i ≤ k} a_i / Σ a_i; all 0 for a sum of 0. */
export function runningShares(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  let sum = 0;
  return parts.map((part) => (total > 0 ? (sum += part) / total : 0));
}

/** L = λ/(λ + κ)  (Simon et al. 2023) */
export function learnability(eigenvalue: number, kappa: number): number {
  return eigenvalue > 0 ? eigenvalue / (eigenvalue + kappa) : 0;
}

/** Σ m λ/(λ + κ): how many modes κ leaves. */
export function effectiveDimension({ eigenvalues, multiplicities }: Levels, kappa: number): number {
  return eigenvalues.reduce(
    (sum, value, k) => sum + (multiplicities[k] ?? 1) * learnability(value, kappa),
    0,
  );
}

/** (Σ m λ)²/Σ m λ² */
export function participationRatio({ eigenvalues, multiplicities }: Levels): number {
  const largest = eigenvalues.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let [sum, squares] = [0, 0];
  eigenvalues.forEach((value, k) => {
    const [scaled, m] = [value / largest, multiplicities[k] ?? 1];
    sum += m * scaled;
    squares += m * scaled * scaled;
  });
  return (sum * sum) / squares;
}

const STEPS = 61;

/** From above the largest eigenvalue to below the smallest that is not zero, evenly by logarithms. */
export function kappas({
  eigenvalues,
  zero,
}: Pick<SpectrumPayload, "eigenvalues" | "zero">): number[] {
  const known = eigenvalues.filter((value) => value > zero);
  const largest = known.reduce((most, value) => Math.max(most, value), 0);
  const least = known.reduce((smallest, value) => Math.min(smallest, value), Infinity);
  if (largest === 0) return [];
  const [from, to] = [Math.log10(largest) + 1, Math.log10(least) - 1];
  return Array.from({ length: STEPS }, (_, k) => 10 ** (from + ((to - from) * k) / (STEPS - 1)));
}
