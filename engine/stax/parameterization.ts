import { mul } from "../array/arithmetic.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import type { AffineKernel, AffineScales } from "../kernel/affine.js";
import { isTraced, over, squared, times, type Scale } from "../kernel/scale.js";
import { split, type Key } from "../random/key.js";
import { normal } from "../random/normal.js";
import { isUnknown, numberOf } from "./parameters.js";

/** Where an affine layer's factors of width sit. */
export type Parameterization = "ntk" | "standard" | "mup";

/** Options of all layers with weights. */
export interface AffineOptions {
  /**
   * σ_w, the weights' standard deviation times √fan-in: a number, or an array of one by which the kernel is to
   * be differentiated. Default 1.
   */
  readonly wStd?: Scale;
  /** σ_b, the biases' standard deviation, likewise; `null` (the default) means no biases. */
  readonly bStd?: Scale | null;
  /** Where the factors of the fan-in sit; default `"ntk"`. */
  readonly parameterization?: Parameterization;
  /** Width scalings (s₋, s₊) of the standard parametrisation: the fan-in counts as n/s₋. */
  readonly s?: readonly [number, number];
}

/** `b` has one entry an output and is absent where `bStd` is null. */
export interface AffineParams {
  readonly w: NDArray<FloatDtype>;
  readonly b?: NDArray<FloatDtype>;
}

export interface AffineSettings {
  /** NaN where a transform follows it and its value is not known. */
  readonly wStd: number;
  readonly bStd: number | null;
  readonly parameterization: Parameterization;
  readonly s: readonly [number, number];
  /** The deviations as they were given, where a transform follows one of them. */
  readonly traced: { readonly wStd: Scale; readonly bStd: Scale | null } | null;
}

export const AFFINE_OPTIONS = ["wStd", "bStd", "parameterization", "s"];

/** @throws {@link DomainError} naming the option that is not possible. */
export function affineSettings(caller: string, options: AffineOptions): AffineSettings {
  const { parameterization = "ntk", s = [1, 1] } = options;
  const [givenW, givenB] = [options.wStd ?? 1, options.bStd ?? null];
  const wStd = numberOf(givenW);
  const bStd = givenB === null ? null : numberOf(givenB);
  const check = checkDomain(caller);
  check(isScale(wStd) || isUnknown(givenW), `wStd = ${wStd}`, "a finite number from 0");
  check(
    bStd === null || isScale(bStd) || isUnknown(givenB),
    `bStd = ${String(bStd)}`,
    "a number from 0 or null",
  );
  check(
    isPair(s) && s.every((scale) => isScale(scale) && scale > 0),
    `s = ${JSON.stringify(s)}`,
    "a pair of positive numbers",
  );
  const known = ["ntk", "standard", "mup"].includes(parameterization);
  check(known, `parameterization = "${parameterization}"`, `"ntk", "standard" or "mup"`);
  const traced = isTraced(givenW) || isTraced(givenB) ? { wStd: givenW, bStd: givenB } : null;
  return { wStd, bStd, parameterization, s, traced };
}

function isPair(s: readonly number[]): boolean {
  return Array.isArray(s) && s.length === 2;
}

function isScale(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

const checkDomain = (caller: string) => (fine: boolean, given: string, wanted: string) => {
  if (!fine) throw new DomainError(`${caller}: ${given}; use ${wanted}`);
};

/** Fan-in (inputs of one output: channels times window) and number of outputs. */
export interface Fans {
  readonly fanIn: number;
  readonly width: number;
}

interface Scales {
  /** Deviations of the parameters at initialisation, and what they are multiplied by in `apply`. */
  readonly initial: { readonly w: Scale; readonly b: Scale };
  readonly forward: { readonly w: Scale; readonly b: Scale };
}

function scalesOf(settings: AffineSettings, fans: Fans): Scales {
  const { parameterization, s } = settings;
  const { fanIn, width } = fans;
  const { wStd, bStd } = settings.traced ?? settings;
  const biasStd = bStd ?? 0;
  switch (parameterization) {
    case "ntk":
      return { initial: { w: 1, b: 1 }, forward: { w: over(wStd, Math.sqrt(fanIn)), b: biasStd } };
    case "standard":
      return {
        initial: { w: over(wStd, Math.sqrt(fanIn / s[0])), b: biasStd },
        forward: { w: 1 / Math.sqrt(s[0]), b: 1 },
      };
    case "mup":
      return {
        initial: {
          w: times(wStd, Math.sqrt(narrowing(fans) / width)),
          b: over(biasStd, Math.sqrt(width)),
        },
        forward: { w: Math.sqrt(width / fanIn), b: Math.sqrt(width) },
      };
  }
}

/** min(1, outputs/inputs): Yang, Simon and Bernstein 2023, desideratum 1. */
function narrowing({ fanIn, width }: Fans): number {
  return Math.min(1, width / fanIn);
}

/** What the layer does to kernels. */
export function affineKernel(settings: AffineSettings, fans: Fans): AffineKernel {
  const numbers = numericKernel(settings, fans);
  return settings.traced === null
    ? numbers
    : { ...numbers, traced: tracedKernel(numbers, settings, settings.traced, fans) };
}

/** The numbers that depend on deviations, by these as arrays. */
function tracedKernel(
  { tangent }: AffineKernel,
  { parameterization }: AffineSettings,
  { wStd, bStd }: NonNullable<AffineSettings["traced"]>,
  fans: Fans,
): AffineScales {
  const factor = parameterization === "mup" ? narrowing(fans) : 1;
  const weightVariance = times(squared(wStd), factor);
  const biasVariance = squared(bStd ?? 0);
  const own = { ofCovariance: weightVariance, ofBias: biasVariance };
  return { weightVariance, biasVariance, tangent: parameterization === "ntk" ? own : tangent };
}

function numericKernel(
  { wStd, bStd, parameterization, s }: AffineSettings,
  fans: Fans,
): AffineKernel {
  const biasVariance = (bStd ?? 0) ** 2;
  const one = bStd === null ? 0 : 1;
  const square = wStd * wStd;
  switch (parameterization) {
    case "ntk":
      return {
        ...{ weightVariance: square, biasVariance },
        tangent: { ofCovariance: square, ofBias: biasVariance },
      };
    case "standard":
      return {
        ...{ weightVariance: square, biasVariance },
        tangent: { ofCovariance: fans.fanIn / s[0], ofBias: one },
      };
    case "mup":
      return {
        ...{ weightVariance: square * narrowing(fans), biasVariance },
        tangent: { ofCovariance: fans.width, ofBias: one * fans.width },
      };
  }
}

/** Random weights of the shape, whose last axis is the outputs, and biases. */
export function initialAffine(
  settings: AffineSettings,
  key: Key,
  { fans, shape, biasShape = [fans.width] }: { fans: Fans; shape: Shape; biasShape?: Shape },
): AffineParams {
  const [weightKey, biasKey] = split(key);
  const { initial } = scalesOf(settings, fans);
  const w = scaled(normal(weightKey, shape), initial.w);
  if (settings.bStd === null) return { w };
  return { w, b: scaled(normal(biasKey, biasShape), initial.b) };
}

/** What weights' products and biases are multiplied by. */
export function forwardScales(settings: AffineSettings, fans: Fans): { w: Scale; b: Scale } {
  return scalesOf(settings, fans).forward;
}

/** x times a number, x itself for 1. */
export function scaled(x: NDArray<FloatDtype>, scale: Scale): NDArray<FloatDtype> {
  if (scale instanceof NDArray) return mul(x, astype(scale, x.dtype));
  return scale === 1 ? x : mul(x, scale);
}
