import { add } from "../array/arithmetic.js";
import { asArray } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { affineMap } from "../kernel/affine.js";
import { checkOptions, checkWhole } from "../options.js";
import { matmul } from "../linalg/index.js";
import type { Key } from "../random/key.js";
import { makeLayer, type Initialised, type Layer } from "./layer.js";
import {
  AFFINE_OPTIONS,
  affineKernel,
  affineSettings,
  forwardScales,
  initialAffine,
  scaled,
  type AffineOptions,
  type AffineParams,
  type AffineSettings,
} from "./parameterization.js";

export type DenseOptions = AffineOptions;

/** `w` is fan-in × width, `b` has one entry an output and is absent where `bStd` is null. */
export type DenseParams = AffineParams;

/**
 * A fully connected layer with `width` outputs, pixel by pixel where there are some.
 *
 * - `"ntk"` (Jacot et al. 2018): y = σ_w/√n · x W + σ_b b with W, b ~ N(0, 1);
 *   K′ = σ_w² K + σ_b², Θ′ = K′ + σ_w² Θ
 * - `"standard"` (Sohl-Dickstein et al. 2020): y = x W/√s₋ + b with W ~ N(0, σ_w² s₋/n),
 *   b ~ N(0, σ_b²); K′ the same, Θ′ = (n/s₋) K + σ_w² Θ + [1 with biases]; n is the fan-in
 * - `"mup"`, maximal update (Yang & Hu 2021) in its spectral form (Yang, Simon & Bernstein 2023): with m
 *   outputs, y = √(m/n) x W + √m b with W ~ N(0, σ_w² ρ/m), ρ = min(1, m/n), b ~ N(0, σ_b²/m), which is
 *   gradient descent at the rate m/n for weights of deviation σ_w √(ρ/n); K′ = σ_w² ρ K + σ_b²,
 *   Θ′ = m K + σ_w² ρ Θ + [m with biases]
 *
 * @throws {@link DomainError} for a width that is no positive integer, a negative or infinite wStd or
 *   bStd, an unknown parametrisation, an option that does not exist.
 * @example
 * ```ts
 * stax.dense(512, { wStd: Math.SQRT2, bStd: 0.1 });
 * ```
 */
export function dense(width: number, options: DenseOptions = {}): Layer<DenseParams> {
  checkOptions("stax.dense", options, AFFINE_OPTIONS);
  checkWhole("stax.dense", "width", width, 1);
  const settings = affineSettings("stax.dense", options);
  const kernel = (fanIn: number) => affineKernel(settings, { fanIn, width });
  return makeLayer<DenseParams>(
    {
      init: (key, inputShape) => initialise(width, settings, key, inputShape),
      apply: (params, x) => forward(settings, params, asArray(x)),
    },
    [affineMap({ name: `dense(${width})`, width, kernel })],
  );
}

function initialise(
  width: number,
  settings: AffineSettings,
  key: Key,
  inputShape: Shape,
): Initialised<DenseParams> {
  const fanIn = inputShape.at(-1);
  if (fanIn === undefined || !(fanIn > 0)) {
    throw new ShapeError(
      `stax.dense: inputs of shape ${formatShape(inputShape)} have no features on their last axis`,
    );
  }
  const params = initialAffine(settings, key, { fans: { fanIn, width }, shape: [fanIn, width] });
  return { outputShape: [...inputShape.slice(0, -1), width], params };
}

function forward(settings: AffineSettings, { w, b }: DenseParams, x: NDArray): NDArray<FloatDtype> {
  const [fanIn, width] = w.shape as readonly [number, number];
  if (x.ndim < 2 || x.shape.at(-1) !== fanIn) {
    throw new ShapeError(
      `stax.dense: x of shape ${formatShape(x.shape)} does not fit weights of shape ${formatShape(w.shape)}; it must be a matrix of ${fanIn} features a row`,
    );
  }
  const scales = forwardScales(settings, { fanIn, width });
  const rows = x.ndim === 2 ? x : reshape(x, [-1, fanIn]);
  const product = scaled(matmul(rows, w), scales.w);
  const out = b === undefined ? product : add(product, scaled(b, scales.b));
  return x.ndim === 2 ? out : reshape(out, [...x.shape.slice(0, -1), width]);
}
