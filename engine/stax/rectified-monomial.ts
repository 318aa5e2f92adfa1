import { maximum, pow, add, mul } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { greater, less } from "../array/comparison.js";
import { astype } from "../array/rearrange.js";
import { arcCosine } from "../dual/arc-cosine.js";
import { scaledAndShifted } from "../dual/composed.js";
import { rectifiedMoment } from "../dual/rectified.js";
import { tableStep } from "../dual/table.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import type { Advance, Rows } from "../kernel/map.js";
import { rectifiedMonomialSeries } from "../power-series/rectified.js";
import { activationLayer, checkPower, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";
import { signAdvance } from "./sign.js";

/**
 * φ(x) = xᵖ above 0, else 0; p = 0 is a step with the value ½ at 0. Its kernels are the arc-cosine kernels of
 * degree p of Cho & Saul 2009: with θ the angle between pre-activations of variances a and a′,
 * E[φφ′] = (a a′)^{p/2} J_p(θ)/2π and E[φ̇φ̇′] = p² E of degree p − 1 (0 for the step).
 *
 * @throws {@link DomainError} unless p is a whole number from 0.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.rectifiedMonomial(2), stax.dense(1));
 * ```
 */
export function rectifiedMonomial(p: number): Layer<NoParams> {
  checkPower("stax.rectifiedMonomial", p);
  return activationLayer({
    name: `rectifiedMonomial(${p})`,
    elementwise: (x) => (p === 0 ? step(x) : pow(maximum(realElements(x), 0), p)),
    advance: (rows) => (p === 0 ? halfOfSign(rows) : advance(rows, p)),
    dual: { pairs: dualOf(p) },
    series: rectifiedMonomialSeries(p),
  });
}

/** E[φ̇φ̇′] = p² times the moment of degree p − 1, and 0 for the step. */
function dualOf(p: number): (pairs: Pairs) => DualMoments {
  const [own, lower] = [rectifiedMoment(p), rectifiedMoment(Math.max(0, p - 1))];
  return (pairs) => ({ nngp: own(pairs), slope: mul(lower(pairs), p * p) });
}

function step(input: ArrayInput) {
  const x = realElements(input);
  const above = astype(greater(x, 0), x.dtype);
  return add(mul(above, 0.5), mul(add(mul(astype(less(x, 0), x.dtype), -1), 1), 0.5));
}

function halfOfSign(rows: Rows): Advance {
  return scaledAndShifted(signAdvance(rows), { a: 0.5, b: 1, c: 0.5 });
}

/** E[φ²] = ½ (2p − 1)!! aᵖ, and Ḋ has the factors √(…)·a^{(p−1)/2}. */
function advance(rows: Rows, p: number): Advance {
  const { map, meanSquare } = arcCosine(p);
  const variances = rows.variances.map((variance) => meanSquare * variance ** p);
  const factors = rows.variances.map(
    (variance) => Math.sqrt(meanSquare) * variance ** ((p - 1) / 2),
  );
  return { rows: { ...rows, variances, signed: true }, steps: [tableStep(map, factors)] };
}
