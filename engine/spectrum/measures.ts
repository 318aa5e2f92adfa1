import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { ShapeError } from "../errors.js";
import { matmul } from "../linalg/matmul.js";
import { checkNonnegative } from "../options.js";
import { levelsOf, type SpectrumInput } from "./levels.js";
import { inDoubles } from "./vector.js";

/**
 * Σ m λ/(λ + δ): how many directions a ridge δ leaves (Zhang 2005).
 *
 * @param of - eigenvalues, or a spectrum, each level of which counts as often as it occurs
 * @throws {@link DomainError} for a negative ridge, and eigenvalues that are no numbers.
 * @example
 * ```ts
 * spectrum.effectiveDimension([4, 1, 0.25], 1); // 1.5
 * ```
 */
export function effectiveDimension(of: SpectrumInput, ridge: number): number {
  const caller = "spectrum.effectiveDimension";
  checkNonnegative(caller, { ridge });
  const { eigenvalues, multiplicities } = levelsOf(caller, of);
  return weightedSum(multiplicities, (i) => {
    const value = eigenvalues[i] ?? 0;
    return value > 0 ? value / (value + ridge) : 0;
  });
}

/**
 * (Σ m λ)²/Σ m λ²: how many eigenvalues matter, n for n equal ones and 1 for a single one; 0 where all are 0.
 *
 * @param of - eigenvalues, or a spectrum, each level of which counts as often as it occurs
 * @example
 * ```ts
 * spectrum.participationRatio([1, 1, 1, 0]); // 3
 * ```
 */
export function participationRatio(of: SpectrumInput): number {
  const { eigenvalues, multiplicities } = levelsOf("spectrum.participationRatio", of);
  const largest = largestOf(eigenvalues);
  if (largest === 0) return 0;
  const sum = weightedSum(multiplicities, (i) => (eigenvalues[i] ?? 0) / largest);
  return (sum * sum) / weightedSum(multiplicities, (i) => ((eigenvalues[i] ?? 0) / largest) ** 2);
}

/**
 * Kernel–target alignment ⟨K, yyᵀ⟩/(‖K‖ ‖yyᵀ‖) in [0, 1] for a positive semidefinite K (Cristianini et al.
 * 2001); of several targets, columns of y, the kernel YYᵀ.
 *
 * @throws {@link ShapeError} unless K is square and y has as many rows.
 * @example
 * ```ts
 * spectrum.alignment([[1, 0.5], [0.5, 1]], [1, 1]);
 * ```
 */
export function alignment(kernel: ArrayInput, targets: ArrayInput): number {
  const k = inDoubles(kernel);
  const y = inDoubles(targets);
  const [n = 0] = k.shape;
  if (k.shape.length !== 2 || k.shape[1] !== n || y.shape[0] !== n) {
    throw new ShapeError(
      `spectrum.alignment: K has shape [${k.shape.join(", ")}] and y [${y.shape.join(", ")}]; give n×n and n targets`,
    );
  }
  // Of entries up to 1, so that squares of squares neither overflow nor vanish.
  const inner = scaled(k);
  const columns = scaled(y.reshape([n, -1]));
  const along = columns.mul(matmul(inner, columns)).sum().item();
  const gram = matmul(columns, columns, { transposeA: true });
  return along / (length(inner.data) * length(gram.data));
}

function scaled(x: NDArray<"float64">): NDArray<"float64"> {
  const largest = largestOf(x.data);
  return largest === 0 ? x : astype(x.div(largest), "float64");
}

function length(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

function largestOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Σ m f */
function weightedSum(multiplicities: Float64Array, term: (level: number) => number): number {
  return multiplicities.reduce((sum, many, level) => sum + many * term(level), 0);
}
