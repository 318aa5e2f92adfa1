import { maximum } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import { NDArray } from "../array/ndarray.js";
import { astype, transpose } from "../array/rearrange.js";
import { eye } from "../array/sequences.js";
import { formatShape } from "../array/shape.js";
import { take } from "../array/take.js";
import { DomainError, NotPositiveDefiniteError, ShapeError } from "../errors.js";
import { cholesky } from "../linalg/cholesky.js";
import { matmul } from "../linalg/matmul.js";
import { triangularSolve } from "../linalg/triangular-solve.js";
import { checkOptions } from "../options.js";
import type { Key } from "../random/key.js";
import { permutation } from "../random/permutation.js";
import type { KernelFunction, KernelName } from "./blocks.js";
import type { FeatureMap } from "./feature-map.js";
import { checkFinite } from "./finite.js";
import { checkKernel } from "./inputs.js";
import { kernelDiagonal, kernelNamed } from "./kernel-tiles.js";

/** Options of `nystrom`. */
export interface NystromOptions {
  /** Which kernel. */
  readonly get: KernelName;
  /** How many rows of x, drawn at random; all of them unless given. */
  readonly landmarks?: number;
  /** For the draw. */
  readonly key?: Key;
}

/**
 * Features from the kernel to some landmarks z (Williams & Seeger 2001): φ(x) = L⁻¹ k(z, x) with L Lᵀ = k(z, z),
 * so that φ(x)·φ(x′) = k(x, z) k(z, z)⁻¹ k(z, x′). What is left of the kernel, k − φ·φ, is positive semidefinite:
 * it is 0 at the landmarks, and |k − φ·φ|(x, x′) ≤ √(r(x) r(x′)) with r(x) = k(x, x) − |φ(x)|², the bound that
 * `kernel` gives. Computes in float64.
 *
 * @param kernel - A network's kernel function.
 * @param x - Inputs to draw landmarks from, (n × …).
 * @throws {@link DomainError} for NaN or infinities, for more landmarks than rows, and for landmarks without a key;
 *   {@link ShapeError} when x holds no rows.
 * @example
 * ```ts
 * const { kernel } = stax.serial(stax.dense(512), stax.relu(), stax.dense(1));
 * const x = random.normal(random.key(0), [1000, 3]);
 * const map = predict.nystrom(kernel, x, { get: "ntk", landmarks: 50, key: random.key(1) });
 * map.features(x).shape; // [1000, 50]
 * ```
 */
export function nystrom(
  kernel: KernelFunction,
  x: ArrayInput,
  options: NystromOptions,
): FeatureMap {
  checkOptions("predict.nystrom", options, ["get", "landmarks", "key"]);
  checkKernel("predict.nystrom", kernel);
  const inputs = double(x);
  checkFinite("x", inputs);
  const evaluate = kernelNamed(kernel, options.get);
  const landmarks = chosen(inputs, options);
  const factor = factorOf(evaluate(landmarks, null));
  const features = (at: ArrayInput): NDArray<"float64"> =>
    astype(transpose(triangularSolve(factor, evaluate(landmarks, double(at)))), "float64");
  const diagonal = (at: ArrayInput): NDArray<"float64"> => {
    const own = kernelDiagonal(evaluate, double(at));
    return new NDArray(own, [own.length], "float64");
  };
  const residual = (at: ArrayInput, phi: NDArray<"float64">): NDArray =>
    maximum(diagonal(at).sub(phi.mul(phi).sum(1)), 0).sqrt();
  return {
    ...{ size: landmarks.shape[0] ?? 0, groups: 1, features, diagonal },
    kernel: (x1, x2) => {
      const left = features(x1);
      const right = x2 === null ? left : features(x2);
      const [a, b] = [residual(x1, left), residual(x2 ?? x1, right)];
      return {
        mean: matmul(left, right, { transposeB: true }),
        error: astype(a.reshape([-1, 1]).mul(b), "float64"),
      };
    },
  };
}

const double = (x: ArrayInput): NDArray<"float64"> =>
  astype(namedArray("predict: x", x), "float64");

function chosen(x: NDArray<"float64">, { landmarks, key }: NystromOptions): NDArray<"float64"> {
  const [n = 0] = x.shape;
  if (x.ndim < 1 || n === 0) {
    throw new ShapeError(
      `predict.nystrom: x of shape ${formatShape(x.shape)} holds no rows; expected [n, …] with n > 0`,
    );
  }
  if (landmarks === undefined) return x;
  if (!Number.isInteger(landmarks) || landmarks < 1 || landmarks > n) {
    throw new DomainError(
      `predict.nystrom: landmarks = ${landmarks} of ${n} rows; use a whole number from 1 to ${n}`,
    );
  }
  if (key === undefined) {
    throw new DomainError(
      "predict.nystrom: landmarks are drawn at random; give a key: { key: random.key(0) }",
    );
  }
  return take(x, permutation(key, n).slice([0, landmarks]), 0);
}

/** In roundings of the diagonal's mean, times the number of rows; a kernel of equal rows needs some. */
const SHIFTS = [16, 1e3, 1e5];

/** L Lᵀ = K + a shift of the size of its rounding errors. */
function factorOf(k: NDArray): NDArray {
  const [m = 0] = k.shape;
  const unit = 2 ** -52 * k.diagonal().sum().item();
  if (unit === 0) {
    throw new DomainError(
      "predict.nystrom: the kernel is 0 at all landmarks and has no features there; give rows that are not zero, or the network biases (bStd)",
    );
  }
  for (const shift of SHIFTS) {
    try {
      return cholesky(k.add(eye(m).mul(shift * unit)));
    } catch (error) {
      if (!(error instanceof NotPositiveDefiniteError)) throw error;
    }
  }
  throw new DomainError(
    "predict.nystrom: the kernel of the landmarks is indefinite; is it a covariance function?",
  );
}
