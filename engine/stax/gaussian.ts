import { mul, pow, sub } from "../array/arithmetic.js";
import { exp } from "../array/transcendental.js";
import { knownValue } from "../core/known-value.js";
import { DomainError } from "../errors.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import type { Advance, Rows } from "../kernel/map.js";
import { squared, times } from "../kernel/scale.js";
import { checkOptions } from "../options.js";
import { gaussianSeries } from "../power-series/exponential.js";
import { activationLayer, dualWith, realElements, type NoParams } from "./activation.js";
import type { ExpOptions } from "./exp.js";
import type { Layer } from "./layer.js";
import { inDtype, numberOf, readParameters } from "./parameters.js";

/**
 * φ(x) = a·exp(b x²); b = −1 unless given (Williams 1997). For pre-activations of variances q, q′ and
 * covariance k, with Δ = (1 − 2bq)(1 − 2bq′) − 4b²k²: E[φφ′] = a²/√Δ and E[φ̇φ̇′] = 4a²b² k/Δ^{3/2}.
 *
 * @throws {@link DomainError} for parameters that are not finite, and options that do not exist; by `kernel`,
 *   for b > 0 where 4bq ≥ 1, as E[φ²] is infinite there.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.gaussian({ b: -0.5 }), stax.dense(1));
 * ```
 */
export function gaussian(options: ExpOptions = {}): Layer<NoParams> {
  checkOptions("stax.gaussian", options, ["a", "b"]);
  const { a = 1, b = -1 } = options;
  const parameters = readParameters("stax.gaussian", { a, b });
  const numbers = parameters.numbers;
  return activationLayer({
    name: "gaussian",
    elementwise: (input) => {
      const x = realElements(input);
      const own = inDtype(parameters.scales, x.dtype);
      return mul(exp(mul(mul(x, x), own.b)), own.a);
    },
    advance: (rows) => advance(rows, numbers.a, numbers.b),
    dual: dualWith(parameters, dualOf),
    series: gaussianSeries(numbers.a, numbers.b),
  });
}

function dualOf({ k, q, q2 }: Pairs, { a, b }: Required<ExpOptions>): DualMoments {
  checkVariances(numberOf(b), knownValue(q)?.data ?? []);
  const [twice, outside] = [times(b, 2), squared(a)];
  const own = mul(sub(1, mul(q, twice)), sub(1, mul(q2, twice)));
  const gap = sub(own, mul(mul(k, k), squared(twice)));
  const slope = mul(mul(k, pow(gap, -1.5)), times(outside, squared(twice)));
  return { nngp: mul(pow(gap, -0.5), outside), slope };
}

/** Of numbers that are known. */
function checkVariances(b: number, variances: ArrayLike<number>): void {
  const largest = Array.from(variances).reduce((most, q) => Math.max(most, q), 0);
  if (4 * b * largest >= 1) {
    throw new DomainError(
      `kernel: gaussian: E[exp(2b x²)] is infinite for b = ${b} and pre-activations of variance ${largest}; use b < ${1 / (4 * largest)}`,
    );
  }
}

function advance(rows: Rows, a: number, b: number): Advance {
  checkVariances(b, rows.variances);
  const rises = rows.variances.map((q) => -4 * b * q);
  const roots = rises.map((rise) => Math.sqrt(1 + rise));
  const variances = roots.map((root) => (a * a) / root);
  const vectors = [roots, rises, rows.variances.map((q) => 2 * Math.abs(a * b) * Math.sqrt(q))];
  return { rows: { ...rows, variances, signed: false }, steps: [{ opcode: "gaussian", vectors }] };
}
