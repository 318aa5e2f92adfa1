import { mul } from "../array/arithmetic.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import type { AffineKernel } from "../kernel/affine.js";
import { split, type Key } from "../random/key.js";
import { normal } from "../random/normal.js";

/** Where an affine layer's factors of width sit. */
export type Parameterization = "ntk" | "standard" | "mup";

/** Options of all layers with weights. */
export interface AffineOptions {
  /** σ_w, the weights' standard deviation times √fan-in. Default 1. */
  readonly wStd?: number;
  /** σ_b, the biases' standard deviation; `null` (the default) means no biases. */
  readonly bStd?: number | null;
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

export type AffineSettings = Required<AffineOptions>;

export const AFFINE_OPTIONS = ["wStd", "bStd", "parameterization", "s"];

/** @throws {@link DomainError} naming the option that is not possible. */
export function affineSettings(caller: string, options: AffineOptions): AffineSettings {
  const { wStd = 1, bStd = null, parameterization = "ntk", s = [1, 1] } = options;
  const check = checkDomain(caller);
  check(isScale(wStd), `wStd = ${wStd}`, "a finite number from 0");
  check(bStd === null || isScale(bStd), `bStd = ${String(bStd)}`, "a number from 0 or null");
  check(
    isPair(s) && s.every((scale) => isScale(scale) && scale > 0),
    `s = ${JSON.stringify(s)}`,
    "a pair of positive numbers",
  );
  const known = ["ntk", "standard", "mup"].includes(parameterization);
  check(known, `parameterization = "${parameterization}"`, `"ntk", "standard" or "mup"`);
  return { wStd, bStd, parameterization, s };
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
  readonly initial: { readonly w: number; readonly b: number };
  readonly forward: { readonly w: number; readonly b: number };
}

function scalesOf({ wStd, bStd, parameterization, s }: AffineSettings, fans: Fans): Scales {
  const { fanIn, width } = fans;
  const biasStd = bStd ?? 0;
  switch (parameterization) {
    case "ntk":
      return { initial: { w: 1, b: 1 }, forward: { w: wStd / Math.sqrt(fanIn), b: biasStd } };
    case "standard":
      return {
        initial: { w: wStd / Math.sqrt(fanIn / s[0]), b: biasStd },
        forward: { w: 1 / Math.sqrt(s[0]), b: 1 },
      };
    case "mup":
      return {
        initial: { w: wStd * Math.sqrt(narrowing(fans) / width), b: biasStd / Math.sqrt(width) },
        forward: { w: Math.sqrt(width / fanIn), b: Math.sqrt(width) },
      };
  }
}

/** min(1, outputs/inputs): Yang, Simon and Bernstein 2023, desideratum 1. */
function narrowing({ fanIn, width }: Fans): number {
  return Math.min(1, width / fanIn);
}

/** What the layer does to kernels. */
export function affineKernel(
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
export function forwardScales(settings: AffineSettings, fans: Fans): { w: number; b: number } {
  return scalesOf(settings, fans).forward;
}

/** x times a number, x itself for 1. */
export function scaled(x: NDArray<FloatDtype>, scale: number): NDArray<FloatDtype> {
  return scale === 1 ? x : mul(x, scale);
}
