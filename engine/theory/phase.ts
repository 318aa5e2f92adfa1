import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { dense } from "../stax/dense.js";
import type { Layer } from "../stax/layer.js";
import { serial } from "../stax/serial.js";

export interface PhaseOptions {
  /** σ_w; default 1. */
  readonly wStd?: number;
  /** σ_b; default 0. */
  readonly bStd?: number;
}

/** Where signals go in a deep random network (Poole et al. 2016; Schoenholz et al. 2017). */
export interface Phase {
  /** q*, the pre-activations' variance after many layers. */
  readonly qStar: number;
  /** E[φ²] there. */
  readonly activationVariance: number;
  /** c*, what correlations of the pre-activations of different inputs tend to. */
  readonly cStar: number;
  /** E[φφ′]/E[φ²] there. */
  readonly activationCorrelation: number;
  /** χ₁ = σ_w² E[φ̇²]: correlations 1 − ε become 1 − χ₁ ε, gradients grow by χ₁ a layer. */
  readonly chi1: number;
  /** Layers over which q approaches q* by a factor e; Infinity where it does not. */
  readonly varianceDepth: number;
  /** Layers over which c approaches c* by a factor e; Infinity at criticality. */
  readonly correlationDepth: number;
  readonly phase: "ordered" | "critical" | "chaotic";
}

/**
 * The phase of infinitely wide, deep networks of `dense(wStd, bStd)` and an activation: the fixed points of
 * q ↦ σ_w² E[φ²] + σ_b² and of c ↦ (σ_w² E[φφ′] + σ_b²)/q*, and how fast they are approached,
 * ξ_c = −1/log(σ_w² E[φ̇φ̇′] at c*), ξ_q = −1/log(dq′/dq at q*).
 *
 * @throws {@link DomainError} when variances grow without bound.
 * @example
 * ```ts
 * theory.phase(stax.erf(), { wStd: 1.5, bStd: 0.05 }); // { phase: "chaotic", chi1: 1.24…, … }
 * ```
 */
export function phase(activation: Layer, options: PhaseOptions = {}): Phase {
  checkOptions("theory.phase", options, ["wStd", "bStd"]);
  const { wStd = 1, bStd = 0 } = options;
  const [w, b] = [wStd * wStd, bStd * bStd];
  const momentsAt = momentsOf(activation);
  const moments = (q: number, c: number): Moments => momentsAt(q, [c])[0] as Moments;
  const next = (q: number) => w * moments(q, 1).nngp + b;
  const qStar = fixedPoint(next);
  const { nngp: activationVariance, slope } = moments(qStar, 1);
  const chi1 = w * slope;
  const distance = chi1 - 1;
  const kind = Math.abs(distance) < CRITICAL ? "critical" : distance < 0 ? "ordered" : "chaotic";
  const map = (correlations: readonly number[]) =>
    momentsAt(qStar, correlations).map(({ nngp }) => (w * nngp + b) / qStar);
  const cStar = kind === "chaotic" && qStar > 0 ? stableCorrelation(map) : 1;
  return {
    ...{ qStar, activationVariance, cStar, chi1, phase: kind },
    activationCorrelation:
      activationVariance === 0 ? 1 : moments(qStar, cStar).nngp / activationVariance,
    varianceDepth: depthOf(slopeAt(next, qStar)),
    correlationDepth: kind === "critical" ? Infinity : depthOf(w * moments(qStar, cStar).slope),
  };
}

/** E[φφ′] and E[φ̇φ̇′]. */
interface Moments {
  readonly nngp: number;
  readonly slope: number;
}

/** Moments at variances q, for each of some correlations, in one call of the kernel. */
function momentsOf(activation: Layer): (q: number, correlations: readonly number[]) => Moments[] {
  // Standard biases of deviation 0 make the tangent kernel before the activation 1.
  const unit = { bStd: 0, parameterization: "standard", s: [1e300, 1] } as const;
  const { kernel } = serial(dense(1, unit), activation);
  return (q, correlations) => {
    const length = Math.sqrt(2 * q);
    const others = correlations.map((c) => [
      length * c,
      length * Math.sqrt(Math.max(0, 1 - c * c)),
    ]);
    const { nngp, ntk } = kernel([[length, 0]], others, ["nngp", "ntk"]);
    return correlations.map((_, k) => ({ nngp: nngp.get(0, k), slope: ntk.get(0, k) }));
  };
}

/** So near to 1 a rate counts as 1. */
const CRITICAL = 1e-9;

/** What differences leave of a rate of 0. */
const RATE_NOISE = 1e-10;

/** Variances that no layer keeps. */
const UNBOUNDED = 1e12;

/** Iterates into the basin, then by secants (Steffensen's method). */
function fixedPoint(next: (q: number) => number): number {
  let q = 1;
  for (let k = 0; k < 60; k++) {
    const before = q;
    q = next(q);
    if (q > UNBOUNDED) {
      throw new DomainError(
        "theory.phase: variances grow without bound from layer to layer; lower wStd",
      );
    }
    if (Math.abs(q - before) <= 1e-6 * q) break;
  }
  for (let k = 0; k < 60; k++) {
    const first = next(q);
    const second = next(first);
    const bend = second - 2 * first + q;
    const better = bend === 0 ? second : q - (first - q) ** 2 / bend;
    if (!(better >= 0) || Math.abs(better - q) <= 1e-15 * q) break;
    q = better;
  }
  return q < 1e-6 && isStableZero(next) ? 0 : q;
}

/** Signals may fade so slowly, as at criticality, that iterations do not get to 0. */
function isStableZero(next: (q: number) => number): boolean {
  const small = 1e-14;
  return next(0) === 0 && next(small) <= small;
}

/** dq′/dq by central differences, extrapolated to none (Richardson). */
function slopeAt(next: (q: number) => number, q: number): number {
  if (q === 0) return (next(1e-10) - next(0)) / 1e-10;
  const central = (part: number) => (next(q * (1 + part)) - next(q * (1 - part))) / (2 * q * part);
  return (4 * central(2e-3) - central(4e-3)) / 3;
}

/** Parts of the interval between which the map is asked for at once: calls cost more than correlations. */
const SECTIONS = 64;

/** The fixed point below 1 where 1 is unstable: below it the map raises correlations, above it lowers them. */
function stableCorrelation(map: (correlations: readonly number[]) => number[]): number {
  let [low, high] = [-1, 1 - 1e-9];
  for (;;) {
    const step = (high - low) / SECTIONS;
    const inside = Array.from({ length: SECTIONS - 1 }, (_, k) => low + (k + 1) * step);
    const images = map(inside);
    const lowered = inside.findIndex((c, k) => !((images[k] as number) > c));
    const after = lowered < 0 ? high : (inside[lowered] as number);
    const before = (lowered < 0 ? inside.at(-1) : inside[lowered - 1]) ?? low;
    if (!(after - before < high - low) || high - low <= 1e-15) return (low + high) / 2;
    [low, high] = [before, after];
  }
}

/** Negative rates are those of variances that overshoot from layer to layer. */
function depthOf(rate: number): number {
  const size = Math.abs(rate);
  if (size > 1 - CRITICAL) return Infinity;
  return size < RATE_NOISE ? 0 : -1 / Math.log(size);
}
