import { asArray } from "../array/create.js";
import { add, mul } from "../array/arithmetic.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import type { LayerMap } from "../kernel/map.js";
import { affineMap } from "../kernel/affine.js";
import { checkOptions } from "../options.js";
import { matmul } from "../linalg/index.js";
import { split, type Key } from "../random/key.js";
import { normal } from "../random/normal.js";
import { makeLayer, type Initialised, type Layer } from "./layer.js";

export interface DenseOptions {
  /** σ_w, the weights' standard deviation times √fan-in. Default 1. */
  readonly wStd?: number;
  /** σ_b, the biases' standard deviation; `null` (the default) means no biases. */
  readonly bStd?: number | null;
  /** Where the factors of the fan-in sit; default `"ntk"`. */
  readonly parameterization?: "ntk" | "standard";
  /** Width scalings (s₋, s₊) of the standard parametrisation: the fan-in counts as n/s₋. */
  readonly s?: readonly [number, number];
}

/** `w` is fan-in × width, `b` has one entry an output and is absent where `bStd` is null. */
export interface DenseParams {
  readonly w: NDArray<FloatDtype>;
  readonly b?: NDArray<FloatDtype>;
}

type Settings = Required<DenseOptions>;

/**
 * A fully connected layer with `width` outputs.
 *
 * - `"ntk"` (Jacot et al. 2018): y = σ_w/√n · x W + σ_b b with W, b ~ N(0, 1);
 *   K′ = σ_w² K + σ_b², Θ′ = K′ + σ_w² Θ
 * - `"standard"` (Sohl-Dickstein et al. 2020): y = x W/√s₋ + b with W ~ N(0, σ_w² s₋/n),
 *   b ~ N(0, σ_b²); K′ the same, Θ′ = (n/s₋) K + σ_w² Θ + [1 with biases]; n is the fan-in
 *
 * @throws {@link DomainError} for a width that is no positive integer, a negative or infinite wStd or
 *   bStd, an unknown parametrisation, an option that does not exist.
 * @example
 * ```ts
 * stax.dense(512, { wStd: Math.SQRT2, bStd: 0.1 });
 * ```
 */
export function dense(width: number, options: DenseOptions = {}): Layer<DenseParams> {
  const settings = checkedSettings(width, options);
  return makeLayer<DenseParams>(
    {
      init: (key, inputShape) => initialise(width, settings, key, inputShape),
      apply: (params, x) => forward(settings, params, asArray(x)),
    },
    [denseMap(width, settings)],
  );
}

function denseMap(width: number, { wStd, bStd, parameterization, s }: Settings): LayerMap {
  const [weightVariance, biasVariance] = [wStd * wStd, (bStd ?? 0) ** 2];
  const standard = parameterization === "standard";
  return affineMap({
    name: `dense(${width})`,
    width,
    kernel: (fanIn) => ({
      weightVariance,
      biasVariance,
      tangent: standard
        ? { ofCovariance: fanIn / s[0], ofBias: bStd === null ? 0 : 1 }
        : { ofCovariance: weightVariance, ofBias: biasVariance },
    }),
  });
}

function initialise(
  width: number,
  { wStd, bStd, parameterization, s }: Settings,
  key: Key,
  inputShape: Shape,
): Initialised<DenseParams> {
  const fanIn = inputShape.at(-1);
  if (fanIn === undefined || !(fanIn > 0)) {
    throw new ShapeError(
      `stax.dense: inputs of shape ${formatShape(inputShape)} have no features on their last axis`,
    );
  }
  const [weightKey, biasKey] = split(key);
  const standard = parameterization === "standard";
  const scaled = (x: NDArray<FloatDtype>, scale: number) => (standard ? mul(x, scale) : x);
  const w = scaled(normal(weightKey, [fanIn, width]), wStd / Math.sqrt(fanIn / s[0]));
  const outputShape = [...inputShape.slice(0, -1), width];
  if (bStd === null) return { outputShape, params: { w } };
  return { outputShape, params: { w, b: scaled(normal(biasKey, [width]), bStd) } };
}

function forward(
  { wStd, bStd, parameterization, s }: Settings,
  { w, b }: DenseParams,
  x: NDArray,
): NDArray<FloatDtype> {
  const fanIn = w.shape[0] as number;
  if (x.ndim !== 2 || x.shape[1] !== fanIn) {
    throw new ShapeError(
      `stax.dense: x of shape ${formatShape(x.shape)} does not fit weights of shape ${formatShape(w.shape)}; it must be a matrix of ${fanIn} features a row`,
    );
  }
  const ntk = parameterization === "ntk";
  const product = mul(matmul(x, w), ntk ? wStd / Math.sqrt(fanIn) : 1 / Math.sqrt(s[0]));
  if (b === undefined) return product;
  return add(product, ntk ? mul(b, bStd ?? 0) : b);
}

const OPTIONS = ["wStd", "bStd", "parameterization", "s"];

function checkedSettings(width: number, options: DenseOptions): Settings {
  checkOptions("stax.dense", options, OPTIONS);
  const { wStd = 1, bStd = null, parameterization = "ntk", s = [1, 1] } = options;
  checkDomain(Number.isSafeInteger(width) && width > 0, `width = ${width}`, "a positive integer");
  checkDomain(isScale(wStd), `wStd = ${wStd}`, "a finite number from 0");
  checkDomain(bStd === null || isScale(bStd), `bStd = ${String(bStd)}`, "a number from 0 or null");
  checkDomain(
    isPair(s) && s.every((scale) => isScale(scale) && scale > 0),
    `s = ${JSON.stringify(s)}`,
    "a pair of positive numbers",
  );
  const known = ["ntk", "standard"].includes(parameterization);
  checkDomain(known, `parameterization = "${parameterization}"`, `"ntk" or "standard"`);
  return { wStd, bStd, parameterization, s };
}

function isPair(s: readonly number[]): boolean {
  return Array.isArray(s) && s.length === 2;
}

function isScale(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function checkDomain(fine: boolean, given: string, wanted: string): void {
  if (!fine) throw new DomainError(`stax.dense: ${given}; use ${wanted}`);
}
