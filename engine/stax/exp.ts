import { add, mul } from "../array/arithmetic.js";
import { exp as exponential } from "../array/transcendental.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import type { Advance, Rows } from "../kernel/map.js";
import { checkOptions } from "../options.js";
import { exponentSeries } from "../power-series/exponential.js";
import { activationLayer, checkFinite, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

export interface ExpOptions {
  /** Factor outside; default 1. */
  readonly a?: number;
  /** Factor inside; default 1. */
  readonly b?: number;
}

/**
 * φ(x) = a·exp(b x). By the moment generating function, for pre-activations of variances q, q′ and covariance k:
 * E[φφ′] = a² exp(b²((q + q′)/2 + k)) and E[φ̇φ̇′] = b² E[φφ′].
 *
 * @throws {@link DomainError} for parameters that are not finite, and options that do not exist.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.exp({ a: 0.5, b: 0.3 }), stax.dense(1));
 * ```
 */
export function exp(options: ExpOptions = {}): Layer<NoParams> {
  checkOptions("stax.exp", options, ["a", "b"]);
  const { a = 1, b = 1 } = options;
  checkFinite("stax.exp", { a, b });
  return activationLayer({
    name: "exp",
    elementwise: (x) => mul(exponential(mul(realElements(x), b)), a),
    advance: (rows) => advance(rows, a, b),
    dual: { pairs: (pairs) => dualOf(pairs, a, b) },
    series: exponentSeries((q) => ({
      m: b * b * q,
      outer: a * a * Math.exp(b * b * q),
      slope: b * b,
    })),
  });
}

function dualOf({ k, q, q2 }: Pairs, a: number, b: number): DualMoments {
  const nngp = mul(exponential(mul(add(mul(add(q, q2), 0.5), k), b * b)), a * a);
  return { nngp, slope: mul(nngp, b * b) };
}

/** f = |a| e^{b² q}, and Ḋ has the factors |b| f. */
function advance(rows: Rows, a: number, b: number): Advance {
  const deviations = rows.variances.map((q) => Math.abs(a) * Math.exp(b * b * q));
  const factors = deviations.map((f) => Math.abs(b) * f);
  return exponentAdvance(rows, { m: b * b, variances: deviations.map((f) => f * f), factors });
}

/** c′ = exp(−(m/2)(q + q′ − 2k)): engine/wasm/assembly/shared/tile-exponential.ts. */
export function exponentAdvance(
  rows: Rows,
  {
    m,
    variances,
    factors,
  }: { readonly m: number; readonly variances: Float64Array; readonly factors: Float64Array },
): Advance {
  const vectors = [rows.variances.map(Math.sqrt), factors];
  return {
    rows: { ...rows, variances, signed: false },
    steps: [{ opcode: "exponent", constants: [m], vectors }],
  };
}
