import { add, div, mul, sub } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { sqrt } from "../array/transcendental.js";
import { arctan2 } from "../elementary/trigonometric.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import type { Advance, Rows } from "../kernel/map.js";
import { checkOptions } from "../options.js";
import { erf as errorFunction } from "../special/error-functions.js";
import { tanh as hyperbolicTangent } from "../activations/smooth.js";
import { gaussianUnitSeries } from "../power-series/error-function.js";
import { activationLayer, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

type Way = "exact" | "tanh";

export interface GeluOptions {
  /** Whether `apply` uses x Φ(x) itself or the usual approximation by tanh; default `"exact"`. */
  readonly apply?: Way;
}

/**
 * φ(x) = x Φ(x) with the normal distribution function Φ (Hendrycks & Gimpel 2016). For pre-activations of
 * variances q, q′ and covariance k, with Δ² = (1 + q)(1 + q′) − k² and α = arctan2(k, Δ) (Tsuchida et al. 2021):
 * E[φφ′] = [(k² + q q′Δ²)/((1 + q)(1 + q′)Δ) + kα]/2π + k/4 and
 * E[φ̇φ̇′] = [1/Δ² + (1 − q q′)/((1 + q)(1 + q′)) + 1]·k/(2πΔ) + α/2π + ¼. The kernel is exact with both ways
 * to apply it.
 *
 * @throws {@link DomainError} for options that do not exist.
 * @example
 * ```ts
 * stax.serial(stax.dense(512, { wStd: Math.SQRT2 }), stax.gelu(), stax.dense(1));
 * ```
 */
export function gelu(options: GeluOptions = {}): Layer<NoParams> {
  checkOptions("stax.gelu", options, ["apply"]);
  const { apply = "exact" } = options;
  if (!(apply in WAYS)) {
    throw new DomainError(`stax.gelu: apply = ${JSON.stringify(apply)}; use "exact" or "tanh"`);
  }
  return activationLayer({
    name: "gelu",
    elementwise: WAYS[apply],
    advance,
    dual: { pairs },
    series: gaussianUnitSeries,
  });
}

const WAYS: Readonly<Record<Way, (x: ArrayInput) => NDArray<FloatDtype>>> = {
  exact(input) {
    const x = realElements(input);
    return mul(x, add(mul(errorFunction(mul(x, Math.SQRT1_2)), 0.5), 0.5));
  },
  tanh(input) {
    const x = realElements(input);
    const inner = mul(x, add(mul(mul(x, x), 0.044715), 1));
    return mul(x, add(mul(hyperbolicTangent(mul(inner, Math.sqrt(2 / Math.PI))), 0.5), 0.5));
  },
};

function pairs({ k, q, q2 }: Pairs): DualMoments {
  const [square, product] = [mul(k, k), mul(q, q2)];
  const norm = mul(add(q, 1), add(q2, 1));
  const gap = sub(norm, square);
  const root = sqrt(gap);
  const arc = arctan2(k, root);
  const outer = div(add(square, mul(product, gap)), mul(norm, root));
  const inner = add(add(div(1, gap), div(sub(1, product), norm)), 1);
  const full = 1 / (2 * Math.PI);
  return {
    nngp: add(mul(add(outer, mul(k, arc)), full), mul(k, 0.25)),
    slope: add(mul(add(mul(inner, div(k, root)), arc), full), 0.25),
  };
}

/** The vectors are those of engine/wasm/assembly/shared/tile-gelu.ts. */
function advance(rows: Rows): Advance {
  const noises = rows.variances.map((q) => 1 / (1 + q));
  const sines = rows.variances.map((q) => q / (1 + q));
  const sums = sines.map((sine, row) => {
    const noise = noises[row] as number;
    const cosine = Math.sqrt(noise * (1 + sine));
    const arc = Math.atan2(sine, cosine) + Math.PI / 2;
    return (sine * sine * cosine + (noise * noise * sine * sine) / cosine + sine * arc) / noise;
  });
  const roots = sums.map(Math.sqrt);
  const scales = roots.map((root, row) =>
    root === 0 ? 0 : 1 / (root * Math.sqrt(noises[row] as number)),
  );
  const variances = sums.map((sum) => sum / (2 * Math.PI));
  const vectors = [
    ...[sines.map(Math.sqrt), noises, scales],
    ...[rows.variances, rows.variances.map(metricRoot), noises.map(nextOrder)],
  ];
  return { rows: { ...rows, variances, signed: true }, steps: [{ opcode: "gelu", vectors }] };
}

/**
 * ¼√Q, where E[(gelu(√a z)/f − gelu(√a′z)/f′)²] ≈ ¼(a − a′)² Q is how far features of nearly the same variance are
 * apart. With V = 2π E[φ²] = T + a B and the second differences R of 2π E[φφ′] without B,
 * Q = [2 T R − (V′ − B)² + 2 B (a R − T′)]/V².
 */
function metricRoot(a: number): number {
  const [inverse, square] = [1 / (1 + a), 1 + 2 * a];
  const root = Math.sqrt(square);
  const e = inverse / root;
  const fall = inverse + 1 / square;
  const fallSlope = -inverse * inverse - 2 / (square * square);
  // U = a/((1 + a)√(1 + 2a)), T = 2 a U and their derivatives.
  const u = a * e;
  const u1 = e * (1 - a * fall);
  const u2 = e * (a * (fall * fall - fallSlope) - 2 * fall);
  const [t, t1, t2] = [2 * a * u, 2 * u + 2 * a * u1, 4 * u1 + 2 * a * u2];
  const b = Math.PI / 2 + Math.atan2(a, root);
  const share = a * inverse;
  const r = (t2 + e + u1) / 2 + e * (2 - 2 * share * share + (square * inverse) / 2);
  const metric = 2 * t * r - (t1 + u) ** 2 + 2 * b * (a * r - t1);
  const variance = t + a * b;
  return metric > 0 ? Math.sqrt(metric) / variance / 4 : 0;
}

/**
 * κ of tile-gelu-near.ts by powers of √o, from √o = 1 at small variances to 0 at large ones: fitted to differences in 60
 * digits, to 0.002.
 */
const NEXT_ORDER = [-0.0905, 0.1483, -1.9787, 10.8444, -25.2649, 25.9534, -9.6735];

function nextOrder(noise: number): number {
  const root = Math.sqrt(noise);
  return NEXT_ORDER.reduceRight((sum, coefficient) => sum * root + coefficient, 0);
}
