import { DomainError } from "../errors.js";
import { checkNonnegative, checkOptions } from "../options.js";
import { key } from "../random/key.js";
import { flatten } from "../core/pytree.js";
import { checkLayers } from "../stax/check-layers.js";
import type { Layer } from "../stax/layer.js";
import {
  hasJump,
  slopeByDifferences,
  stableCorrelation,
  type CorrelationMap,
} from "./correlation-map.js";
import { fixedPoint, slopeAt } from "./fixed-point.js";
import { momentsOf, type Moments } from "./moments.js";

export interface PhaseOptions {
  /** σ_w; default 1. */
  readonly wStd?: number;
  /** σ_b; default 0. */
  readonly bStd?: number;
}

/** Where signals go in a deep random network (Poole et al. 2016; Schoenholz et al. 2017). */
export interface Phase {
  /** q*, the pre-activations' variance after many layers; 1 where each is kept. */
  readonly qStar: number;
  /** E[φ²] there. */
  readonly activationVariance: number;
  /** c*, what correlations of the pre-activations of different inputs tend to. */
  readonly cStar: number;
  /** E[φφ′]/E[φ²] there. */
  readonly activationCorrelation: number;
  /**
   * χ₁ = σ_w² E[φ̇²]: correlations 1 − ε become 1 − χ₁ ε, gradients grow by χ₁ a layer. Infinity for activations that jump,
   * as `sign`: there correlations fall by √ε.
   */
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
 * @param activation - A layer without parameters.
 * @throws {@link DomainError} when variances grow without bound; for a layer with parameters.
 * @example
 * ```ts
 * theory.phase(stax.erf(), { wStd: 1.5, bStd: 0.05 }); // { phase: "chaotic", chi1: 1.24…, … }
 * ```
 */
export function phase(activation: Layer, options: PhaseOptions = {}): Phase {
  checkOptions("theory.phase", options, ["wStd", "bStd"]);
  checkActivation(activation);
  const { wStd = 1, bStd = 0 } = options;
  checkNonnegative("theory.phase", { wStd, bStd });
  const [w, b] = [wStd * wStd, bStd * bStd];
  const momentsAt = momentsOf(activation);
  const moments = (q: number, c: number): Moments => momentsAt(q, [c])[0] as Moments;
  const next = (q: number) => w * moments(q, 1).nngp + b;
  const qStar = fixedPoint(next);
  const activationVariance = moments(qStar, 1).nngp;
  const map: CorrelationMap = (correlations) =>
    momentsAt(qStar, correlations).map(({ nngp }) => (w * nngp + b) / qStar);
  const slopeOfMap = (c: number) => w * moments(Math.max(qStar, NOTHING), c).slope;
  const smooth = slopeOfMap(1);
  const jumps = qStar > 0 && hasJump(map, smooth);
  const chi1 = jumps ? Infinity : smooth;
  const kind = phaseOf(chi1);
  const cStar = kind === "chaotic" && qStar > 0 ? stableCorrelation(map) : 1;
  const rate = jumps ? slopeByDifferences(map, cStar) : slopeOfMap(cStar);
  return {
    ...{ qStar, activationVariance, cStar, chi1, phase: kind },
    activationCorrelation:
      activationVariance === 0 ? 1 : moments(qStar, cStar).nngp / activationVariance,
    // Near 0 φ is linear on either side: E[φ²] = E[φ̇²] q.
    varianceDepth: depthOf(qStar === 0 ? chi1 : slopeAt(next, qStar)),
    correlationDepth: kind === "critical" ? Infinity : depthOf(rate),
  };
}

function phaseOf(chi1: number): Phase["phase"] {
  if (Math.abs(chi1 - 1) < CRITICAL) return "critical";
  return chi1 < 1 ? "ordered" : "chaotic";
}

/** The layers before and after it are dense already. */
function checkActivation(activation: Layer): void {
  checkLayers("theory.phase", [activation]);
  if (flatten(activation.init(key(0), [1, 1]).params).leaves.length === 0) return;
  throw new DomainError(
    "theory.phase: the first argument has parameters; give an activation alone, such as stax.erf(), and the deviations of weights and biases as { wStd, bStd }",
  );
}

/** A variance in the place of 0, where derivatives of kinks are those of a signal that fades, not of one that is gone. */
const NOTHING = 1e-30;

/** So near to 1 a rate counts as 1. */
const CRITICAL = 1e-9;

/** What differences leave of a rate of 0. */
const RATE_NOISE = 1e-10;

/** Negative rates are those of variances that overshoot from layer to layer. */
function depthOf(rate: number): number {
  const size = Math.abs(rate);
  if (size > 1 - CRITICAL) return Infinity;
  return size < RATE_NOISE ? 0 : -1 / Math.log(size);
}
