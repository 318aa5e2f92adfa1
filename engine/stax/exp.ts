import { add, mul } from "../array/arithmetic.js";
import { exp as exponential } from "../array/transcendental.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import { squared, type Scale } from "../kernel/scale.js";
import type { Advance, Rows } from "../kernel/map.js";
import { checkOptions } from "../options.js";
import { exponentSeries } from "../power-series/exponential.js";
import { activationLayer, dualWith, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";
import { inDtype, readParameters } from "./parameters.js";

/** Numbers, or arrays of one by which the kernel is to be differentiated. */
export interface ExpOptions {
  /** Factor outside; default 1. */
  readonly a?: Scale;
  /** Factor inside; default 1. */
  readonly b?: Scale;
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
  const parameters = readParameters("stax.exp", { a, b });
  const numbers = parameters.numbers;
  return activationLayer({
    name: "exp",
    elementwise(input) {
      const x = realElements(input);
      const own = inDtype(parameters.scales, x.dtype);
      return mul(exponential(mul(x, own.b)), own.a);
    },
    advance: (rows) => advance(rows, numbers.a, numbers.b),
    dual: dualWith(parameters, dualOf),
    series: exponentSeries((q) => seriesAt(q, numbers)),
  });
}

function seriesAt(q: number, { a, b }: { readonly a: number; readonly b: number }) {
  return { m: b * b * q, outer: a * a * Math.exp(b * b * q), slope: b * b };
}

function dualOf({ k, q, q2 }: Pairs, { a, b }: Required<ExpOptions>): DualMoments {
  const square = squared(b);
  const nngp = mul(exponential(mul(add(mul(add(q, q2), 0.5), k), square)), squared(a));
  return { nngp, slope: mul(nngp, square) };
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
