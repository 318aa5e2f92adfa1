import { floats, relu as rectified } from "../activations/rectifiers.js";
import { rectifiedDual } from "../dual/rectified.js";
import type { Advance, Rows } from "../kernel/map.js";
import { rectifiedSeries } from "../power-series/rectified.js";
import { activationLayer, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

/**
 * The rectifier φ(x) = max(0, x), with φ̇(0) = ½. Its kernels are the arc-cosine kernels of Cho & Saul
 * 2009: with θ the angle between pre-activations of variances a and a′,
 * K′ = √(a a′)·(sin θ + (π − θ) cos θ)/2π and Θ′ = Θ·(π − θ)/2π.
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512, { wStd: Math.SQRT2 }), stax.relu(), stax.dense(1));
 * ```
 */
export function relu(): Layer<NoParams> {
  return activationLayer({
    name: "relu",
    elementwise: (x) => rectified(floats(x)),
    advance,
    dual: { pairs: rectifiedDual },
    series: rectifiedSeries(0, 1),
  });
}

/** E[φ²] = a/2; correlations after a rectifier are never negative. */
function advance(rows: Rows): Advance {
  const variances = rows.variances.slice();
  for (let row = 0; row < variances.length; row++) variances[row] = (variances[row] as number) / 2;
  const opcode = rows.signed ? "reluSigned" : "reluNonnegative";
  return { rows: { ...rows, variances, signed: false }, steps: [{ opcode }] };
}
