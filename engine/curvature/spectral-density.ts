import type { NDArray } from "../array/ndarray.js";
import { array, asArray, zeros, type ArrayInput } from "../array/create.js";
import { exp } from "../array/transcendental.js";
import { hvp } from "../autodiff/hessian.js";
import { parameterVector } from "../core/parameter-vector.js";
import type { Arrays } from "../core/pytree.js";
import { eigh } from "../linalg/eigh.js";
import { lanczos } from "../linalg/lanczos.js";
import type { MatrixFunction } from "../linalg/matrix-function.js";
import { checkOptions, checkPositive, checkWhole } from "../options.js";
import { foldIn, type Key } from "../random/key.js";
import { rademacher } from "../random/bernoulli.js";

/** Options of `spectralDensity` and `hessianDensity`. */
export interface SpectralDensityOptions {
  /** Steps of the Lanczos process; default 60. */
  readonly steps?: number;
  /** Random starts, whose results are averaged; default 8. */
  readonly probes?: number;
}

/** An estimate of a mean over all eigenvalues; the error is NaN for a single probe. */
export interface SpectralMean {
  readonly value: number;
  readonly standardError: number;
}

/** The density of a symmetric matrix's eigenvalues, as quadrature rules of several probes. */
export interface SpectralDensity {
  /** For each probe the nodes, ascending, and their weights, which sum to 1. */
  readonly rules: readonly { readonly nodes: NDArray; readonly weights: NDArray }[];
  /** Mean over all eigenvalues of f(λ), and its standard error over the probes. */
  readonly mean: (f: (lambda: number) => number) => SpectralMean;
  /** The density at given points, each eigenvalue a Gaussian of the given width. */
  readonly density: (points: ArrayInput, width: number) => NDArray;
}

/**
 * The density of the eigenvalues of a symmetric matrix that is given as a function, by stochastic
 * Lanczos quadrature (Golub & Meurant 2010; Ghorbani et al. 2019): the Ritz values of a random start are
 * the nodes, the squared first components of T's eigenvectors the weights.
 *
 * @param matrix - v ↦ A v for vectors [n].
 * @throws {@link DomainError} for `probes` or `steps` below 1; {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const d = array([1, 2, 3, 6]);
 * curvature.spectralDensity((v) => d.mul(v), 4, random.key(0)).mean((x) => x).value; // 3, up to rounding
 * ```
 */
export function spectralDensity(
  matrix: MatrixFunction,
  n: number,
  key: Key,
  options: SpectralDensityOptions = {},
): SpectralDensity {
  return densityOf("curvature.spectralDensity", matrix, n, key, options);
}

function densityOf(
  caller: string,
  matrix: MatrixFunction,
  n: number,
  key: Key,
  options: SpectralDensityOptions,
): SpectralDensity {
  checkOptions(caller, options, ["steps", "probes"]);
  const { steps = 60, probes = 8 } = options;
  checkWhole(caller, "steps", steps, 1);
  checkWhole(caller, "probes", probes, 1);
  const rules = Array.from({ length: probes }, (_, k) => {
    const start = rademacher(foldIn(key, k), [n]).astype("float64");
    const { alphas, betas } = lanczos(matrix, start, Math.min(steps, n));
    return ruleOf(alphas, betas);
  });
  return {
    rules,
    mean: (f) => meanOf(rules, f),
    density: (points, width) => {
      checkPositive(`${caller}: density`, { width });
      return densityAt(rules, asArray(points), width);
    },
  };
}

/** Gauss quadrature from the Jacobi matrix T (Golub & Welsch 1969). */
function ruleOf(alphas: NDArray, betas: NDArray): { nodes: NDArray; weights: NDArray } {
  const k = alphas.size;
  const t = zeros([k, k]).data as Float64Array;
  alphas.data.forEach((alpha, i) => (t[i * k + i] = alpha));
  betas.data.forEach((beta, i) => (t[i * k + i + 1] = t[(i + 1) * k + i] = beta));
  const { eigenvalues: nodes, eigenvectors } = eigh(array(t, { shape: [k, k] }));
  const first = eigenvectors.slice(0);
  return { nodes, weights: first.mul(first) };
}

type Rules = SpectralDensity["rules"];

function meanOf(rules: Rules, f: (lambda: number) => number): SpectralMean {
  const means = rules.map(({ nodes, weights }) =>
    Array.from(nodes.data).reduce((sum, node, i) => sum + f(node) * (weights.data[i] as number), 0),
  );
  const value = means.reduce((a, b) => a + b, 0) / means.length;
  const squares = means.reduce((sum, mean) => sum + (mean - value) ** 2, 0);
  const variance = squares / (means.length - 1) / means.length;
  return { value, standardError: means.length > 1 ? Math.sqrt(variance) : NaN };
}

function densityAt(rules: Rules, points: NDArray, width: number): NDArray {
  const column = points.reshape([-1, 1]);
  const scale = 1 / (width * Math.sqrt(2 * Math.PI) * rules.length);
  const parts = rules.map(({ nodes, weights }) => {
    const z = column.sub(nodes).div(width);
    return exp(z.mul(z).mul(-0.5)).mul(weights).sum(1);
  });
  return parts.reduce((a: NDArray, b) => a.add(b)).mul(scale);
}

/**
 * The spectral density of a loss's Hessian, which is never formed: one Hessian product a step.
 *
 * @example
 * ```ts
 * const { mean } = curvature.hessianDensity((x) => x.pow(3).sum(), array([1, 2]), random.key(0));
 * mean((x) => x).value; // 9, up to rounding: the Hessian is diag(6, 12)
 * ```
 */
export function hessianDensity<Params>(
  loss: (params: Arrays<Params>) => NDArray,
  params: Params,
  key: Key,
  options: SpectralDensityOptions = {},
): SpectralDensity {
  const caller = "curvature.hessianDensity";
  const vector = parameterVector(caller, params);
  const flat = (x: NDArray): NDArray => loss(vector.toTree(x) as Arrays<Params>);
  const product = (v: NDArray): NDArray => hvp<NDArray>(flat, vector.start, v.astype("float64"));
  return densityOf(caller, product, vector.size, key, options);
}
