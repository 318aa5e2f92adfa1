import { mul, sub } from "../array/arithmetic.js";
import { astype } from "../array/rearrange.js";
import { greater, less } from "../array/comparison.js";
import { where } from "../array/where.js";
import { correlations, kappa0 } from "../dual/rectified.js";
import { tableStep, type CorrelationMap } from "../dual/table.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import type { Advance, Rows } from "../kernel/map.js";
import { signSeries } from "../power-series/rectified.js";
import { activationLayer, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

/**
 * φ(x) = sign x, with sign 0 = 0. E[φφ′] = 1 − 2θ/π with θ the angle between pre-activations (Sheppard
 * 1899); E[φ̇φ̇′] counts as 0, the derivative almost everywhere.
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512, { bStd: 0.2 }), stax.sign(), stax.dense(1));
 * ```
 */
export function sign(): Layer<NoParams> {
  return activationLayer({
    name: "sign",
    elementwise: signs,
    advance: signAdvance,
    dual: { pairs },
    series: signSeries,
  });
}

function signs(input: Parameters<typeof realElements>[0]) {
  const x = realElements(input);
  return sub(astype(greater(x, 0), x.dtype), astype(less(x, 0), x.dtype));
}

/** 1 − 2θ/π = 2κ₀ − 1, and 0 beside what is always 0. */
function pairs(given: Pairs): DualMoments {
  const { c, zero } = correlations(given);
  const nngp = where(zero, 0, sub(mul(kappa0(c), 2), 1));
  return { nngp, slope: mul(nngp, 0) };
}

/** c′ = 1 − 2θ/π: h′ = θ/π = 2 asin y/π. */
const angle: CorrelationMap = {
  parity: "odd",
  powers: 1,
  near: (y) => [(2 / Math.PI) * (y === 0 ? 1 : Math.asin(y) / y), 0],
};

/** The map of sign x. */
export function signAdvance(rows: Rows): Advance {
  const variances = rows.variances.map((variance) => Number(variance > 0));
  const factors = new Float64Array(variances.length);
  return { rows: { ...rows, variances, signed: true }, steps: [tableStep(angle, factors)] };
}
