import { add, div, mul, sub } from "../array/arithmetic.js";
import { scaledAndShifted } from "../dual/composed.js";
import { sqrt } from "../array/transcendental.js";
import { arcsin } from "../elementary/trigonometric.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import { squared, times, type Scale } from "../kernel/scale.js";
import type { Advance, Rows } from "../kernel/map.js";
import { checkOptions } from "../options.js";
import { erf as errorFunction } from "../special/error-functions.js";
import { errorFunctionSeries } from "../power-series/error-function.js";
import { activationLayer, dualWith, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";
import { inDtype, readParameters, type Parameters } from "./parameters.js";

/** Numbers, or arrays of one by which the kernel is to be differentiated. */
export interface AffineArguments {
  /** Factor outside; default 1. */
  readonly a?: Scale;
  /** Factor inside; default 1. */
  readonly b?: Scale;
  /** Offset; default 0. */
  readonly c?: Scale;
}

/**
 * φ(x) = a·erf(b x) + c; erf is a sigmoid from −1 to 1 with slope 2/√π at 0. Its kernels (Williams 1997): with
 * C = 2b²k/√((1 + 2b²q)(1 + 2b²q′)) of pre-activations with variances q, q′ and covariance k,
 * E[φφ′] = a²(2/π) asin C + c² and E[φ̇φ̇′] = a²b²(4/π)/√((1 + 2b²q)(1 + 2b²q′) − 4b⁴k²).
 *
 * @throws {@link DomainError} for parameters that are not finite, and options that do not exist.
 * @example
 * ```ts
 * stax.serial(stax.dense(512, { wStd: 1.5, bStd: 0.05 }), stax.erf(), stax.dense(1));
 * ```
 */
export function erf(options: AffineArguments = {}): Layer<NoParams> {
  checkOptions("stax.erf", options, ["a", "b", "c"]);
  const { a = 1, b = 1, c = 0 } = options;
  return scaledErf("erf", readParameters("stax.erf", { a, b, c }));
}

/**
 * φ(x) = ½ erf(x/2.402…) + ½, an error function near the logistic sigmoid: `erf` with these numbers.
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512, { wStd: 2 }), stax.sigmoidLike(), stax.dense(1));
 * ```
 */
export function sigmoidLike(): Layer<NoParams> {
  const numbers = { a: 0.5, b: 1 / 2.4020563531719796, c: 0.5 };
  return scaledErf("sigmoidLike", readParameters("stax.sigmoidLike", numbers));
}

function scaledErf(name: string, parameters: Parameters<"a" | "b" | "c">): Layer<NoParams> {
  const { a, b, c } = parameters.numbers;
  return activationLayer({
    name,
    elementwise(input) {
      const x = realElements(input);
      const own = inDtype(parameters.scales, x.dtype);
      return add(mul(errorFunction(mul(x, own.b)), own.a), own.c);
    },
    advance: (rows) => {
      const variances = rows.variances.map((variance) => b * b * variance);
      return scaledAndShifted(advance({ ...rows, variances }), { a, b, c });
    },
    dual: dualWith(parameters, dualOf),
    series: errorFunctionSeries(a, b, c),
  });
}

function dualOf({ k, q, q2 }: Pairs, { a, b, c }: Required<AffineArguments>): DualMoments {
  const inside = times(squared(b), 2);
  const twice = mul(k, inside);
  const norm = mul(add(mul(q, inside), 1), add(mul(q2, inside), 1));
  const outside = times(squared(a), 2 / Math.PI);
  const nngp = mul(arcsin(div(twice, sqrt(norm))), outside);
  const slope = div(times(outside, inside), sqrt(sub(norm, mul(twice, twice))));
  return { nngp: add(nngp, squared(c)), slope };
}

/** E[φ²] = (2/π) asin p² with p² = 2a/(1 + 2a); the vectors are those of tile-erf.ts. */
function advance(rows: Rows): Advance {
  // Halved above and below, for variances whose double is infinite.
  const noise = rows.variances.map((a) => 0.5 / (0.5 + a));
  const sine = rows.variances.map((a) => a / (0.5 + a));
  const cosine = noise.map((o, row) => Math.sqrt(o * (1 + (sine[row] as number))));
  const arcs = sine.map((value, row) => Math.atan2(value, cosine[row] as number));
  const roots = arcs.map(Math.sqrt);
  const vectors = [
    sine.map(Math.sqrt),
    noise,
    noise.map(Math.sqrt),
    roots,
    roots.map((root) => (root === 0 ? 0 : 1 / root)),
    cosine,
  ];
  const variances = arcs.map((arc) => (2 / Math.PI) * arc);
  return { rows: { ...rows, variances }, steps: [{ opcode: "erf", vectors }] };
}
