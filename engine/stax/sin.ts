import { add, mul, sub } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { cos as cosine, exp, sin as sine } from "../array/transcendental.js";
import { hermiteTable, seriesAdvance, type HermiteCoefficients } from "../dual/series.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import { squared, times, type Scale } from "../kernel/scale.js";
import type { Advance, Rows } from "../kernel/map.js";
import { checkOptions } from "../options.js";
import { waveSeries } from "../power-series/exponential.js";
import { activationLayer, dualWith, realElements, type NoParams } from "./activation.js";
import type { AffineArguments } from "./erf.js";
import type { Layer } from "./layer.js";
import { inDtype, readParameters, type Parameters } from "./parameters.js";

/**
 * φ(x) = a·sin(b x + c). By the characteristic function, for pre-activations of variances q, q′ and covariance k:
 * E[φφ′] = (a²/2)(exp(−b²(q + q′ − 2k)/2) − cos 2c·exp(−b²(q + q′ + 2k)/2)), and E[φ̇φ̇′] = b² times the same with
 * a plus (Pearce et al. 2020).
 *
 * @throws {@link DomainError} for parameters that are not finite, and options that do not exist.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.sin({ b: 2 }), stax.dense(1));
 * ```
 */
export function sin(options: AffineArguments = {}): Layer<NoParams> {
  const parameters = checked("stax.sin", options);
  const { a, b, c } = parameters.numbers;
  const phase = [Math.sin(c), Math.cos(c)] as const;
  return activationLayer({
    name: "sin",
    elementwise: values(sine, parameters),
    advance: (rows) => advance(rows, { a, b, phase }),
    dual: dualWith(parameters, (pairs, scales) => dualOf(pairs, scales, kappaOf(scales.c))),
    series: waveSeries(a, b, phase),
  });
}

/**
 * φ(x) = a·cos(b x + c): `sin` with c + π/2.
 *
 * @throws {@link DomainError} for parameters that are not finite, and options that do not exist.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.cos(), stax.dense(1));
 * ```
 */
export function cos(options: AffineArguments = {}): Layer<NoParams> {
  const parameters = checked("stax.cos", options);
  const { a, b, c } = parameters.numbers;
  const phase = [Math.cos(c), -Math.sin(c)] as const;
  return activationLayer({
    name: "cos",
    elementwise: values(cosine, parameters),
    advance: (rows) => advance(rows, { a, b, phase }),
    dual: dualWith(parameters, (pairs, scales) =>
      dualOf(pairs, scales, times(kappaOf(scales.c), -1)),
    ),
    series: waveSeries(a, b, phase),
  });
}

type WaveParameters = Parameters<"a" | "b" | "c">;

function checked(caller: string, options: AffineArguments): WaveParameters {
  checkOptions(caller, options, ["a", "b", "c"]);
  const { a = 1, b = 1, c = 0 } = options;
  return readParameters(caller, { a, b, c });
}

function values(wave: typeof sine, { scales }: WaveParameters) {
  return (input: ArrayInput) => {
    const x = realElements(input);
    const { a, b, c } = inDtype(scales, x.dtype);
    return mul(wave(add(mul(x, b), c)), a);
  };
}

interface Wave {
  readonly a: number;
  readonly b: number;
  /** Sine and cosine of the phase at 0. */
  readonly phase: readonly [sine: number, cosine: number];
}

/** cos 2c, of a sine. */
function kappaOf(c: Scale): Scale {
  const angle = times(c, 2);
  return angle instanceof NDArray ? cosine(angle) : Math.cos(angle);
}

function dualOf(
  { k, q, q2 }: Pairs,
  { a, b }: Pick<WaveParameters["scales"], "a" | "b">,
  kappa: Scale,
): DualMoments {
  const [square, half] = [squared(b), times(squared(a), 0.5)];
  const [sum, twice] = [add(q, q2), mul(k, 2)];
  const near = exp(mul(sub(sum, twice), times(square, -0.5)));
  const far = mul(exp(mul(add(sum, twice), times(square, -0.5))), kappa);
  return { nngp: mul(sub(near, far), half), slope: mul(add(near, far), times(half, square)) };
}

/** b²q up to which the Hermite series is short; it keeps more digits there. */
const SMALL = 1;
const SMALL_TERMS = 26;

function advance(rows: Rows, wave: Wave): Advance {
  const { a, b, phase } = wave;
  const m = b * b;
  if (rows.variances.every((q) => m * q <= SMALL)) {
    return seriesAdvance(
      rows,
      hermiteTable(rows, (q) => waveCoefficients(wave, q)),
    );
  }
  // cos 2c, and 1 − cos 2c without cancellation.
  const kappa = (phase[1] - phase[0]) * (phase[1] + phase[0]);
  const lacking = 2 * phase[0] ** 2;
  const roots = rows.variances.map((q) => Math.sqrt(lacking - kappa * Math.expm1(-2 * m * q)));
  const vectors = [
    rows.variances.map(Math.sqrt),
    rows.variances.map((q) => Math.exp(-m * q)),
    roots,
    roots.map((f) => (f === 0 ? 0 : 1 / f)),
  ];
  const variances = roots.map((f) => ((a * a) / 2) * f * f);
  const constants = [m, kappa, (a * a * m) / 2];
  return {
    rows: { ...rows, variances, signed: true },
    steps: [{ opcode: "sine", constants, vectors }],
  };
}

/** E[sin(b√q z + c) h_l(z)] = e^{−b²q/2} (b√q)ˡ/√l!·sin(c + lπ/2) */
function waveCoefficients({ a, b, phase }: Wave, q: number): HermiteCoefficients {
  const [sine, cosine] = phase;
  const turned = [sine, cosine, -sine, -cosine] as const;
  const x = b * Math.sqrt(q);
  let power = a * Math.exp((-x * x) / 2);
  const mean = power * sine;
  const slopes = Float64Array.from({ length: SMALL_TERMS }, (_, k) => {
    if (k > 0) power *= x / Math.sqrt(k);
    return b * power * (turned[(k + 1) % 4] as number);
  });
  return { mean, slopes };
}
