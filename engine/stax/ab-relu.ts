import { add, maximum, minimum, mul } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { rectifiedDual } from "../dual/rectified.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import type { Advance, Rows } from "../kernel/map.js";
import { rectifiedSeries } from "../power-series/rectified.js";
import { activationLayer, checkFinite, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

/**
 * Two slopes: φ(x) = a·x below 0 and b·x above. Its kernels (Cho & Saul 2009; Tsuchida et al. 2018): with θ the
 * angle between pre-activations of variances q and q′ and covariance k,
 * E[φ̇φ̇′] = (a² + b²)/2 − (a − b)² θ/2π and E[φφ′] = (a − b)² √(q q′) sin θ/2π + k·E[φ̇φ̇′]. At a pre-activation
 * that is always 0, φ̇ counts as (a + b)/2.
 *
 * @throws {@link DomainError} for slopes that are not finite.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.abRelu(-0.1, 1), stax.dense(1));
 * ```
 */
export function abRelu(a: number, b: number): Layer<NoParams> {
  checkFinite("stax.abRelu", { a, b });
  return twoSlopes(`abRelu(${a}, ${b})`, a, b);
}

/**
 * φ(x) = α·x below 0, x above: `abRelu(α, 1)` (Maas et al. 2013).
 *
 * @throws {@link DomainError} for a slope that is not finite.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.leakyRelu(0.1), stax.dense(1));
 * ```
 */
export function leakyRelu(alpha: number): Layer<NoParams> {
  checkFinite("stax.leakyRelu", { alpha });
  return twoSlopes(`leakyRelu(${alpha})`, alpha, 1);
}

/**
 * φ(x) = |x|: `abRelu(−1, 1)`.
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.abs(), stax.dense(1));
 * ```
 */
export function abs(): Layer<NoParams> {
  return twoSlopes("abs", -1, 1);
}

function twoSlopes(name: string, a: number, b: number): Layer<NoParams> {
  return activationLayer({
    name,
    elementwise: (x) => slopes(x, a, b),
    advance: (rows) => advance(rows, a, b),
    dual: { pairs: (pairs) => dualOf(pairs, a, b) },
    series: rectifiedSeries(a, b),
  });
}

function slopes(input: ArrayInput, a: number, b: number) {
  const x = realElements(input);
  return add(mul(minimum(x, 0), a), mul(maximum(x, 0), b));
}

/** φ(x) = a x + (b − a) max(0, x), and E[x max(0, x′)] = k/2. */
function dualOf(pairs: Pairs, a: number, b: number): DualMoments {
  const rectified = rectifiedDual(pairs);
  const [linear, kinked] = [a * b, (b - a) ** 2];
  return {
    nngp: add(mul(pairs.k, linear), mul(rectified.nngp, kinked)),
    slope: add(mul(rectified.slope, kinked), linear),
  };
}

/** E[φ²] = (a² + b²)/2·q */
function advance(rows: Rows, a: number, b: number): Advance {
  const square = (a * a + b * b) / 2;
  const variances = rows.variances.map((variance) => square * variance);
  const [odd, even] =
    square === 0 ? [1, 0] : [(a + b) ** 2 / 4 / square, (b - a) ** 2 / 4 / square];
  const constants = [odd, even, (a - b) ** 2, square];
  return {
    rows: { ...rows, variances, signed: odd > 0 },
    steps: [{ opcode: "rectifier", constants }],
  };
}
