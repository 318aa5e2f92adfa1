import { asArray, type ArrayInput } from "../array/create.js";
import { astype } from "../array/rearrange.js";
import { ShapeError } from "../errors.js";
import { matmul } from "../linalg/matmul.js";
import { checkNonnegative } from "./eigenlearning.js";

/**
 * Σ λ/(λ + δ): how many directions a ridge δ leaves (Zhang 2005).
 *
 * @throws {@link DomainError} for a negative ridge.
 * @example
 * ```ts
 * spectrum.effectiveDimension([4, 1, 0.25], 1); // 1.5
 * ```
 */
export function effectiveDimension(eigenvalues: ArrayInput, ridge: number): number {
  checkNonnegative("spectrum.effectiveDimension", { ridge });
  return numbers(eigenvalues).reduce(
    (sum, value) => sum + (value > 0 ? value / (value + ridge) : 0),
    0,
  );
}

/**
 * (Σ λ)²/Σ λ²: how many eigenvalues matter, n for n equal ones and 1 for a single one.
 *
 * @example
 * ```ts
 * spectrum.participationRatio([1, 1, 1, 0]); // 3
 * ```
 */
export function participationRatio(eigenvalues: ArrayInput): number {
  const values = numbers(eigenvalues);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scaled = values.map((value) => value / largest);
  const sum = scaled.reduce((total, value) => total + value, 0);
  return (sum * sum) / scaled.reduce((total, value) => total + value * value, 0);
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
  const k = astype(asArray(kernel), "float64");
  const y = astype(asArray(targets), "float64");
  const [n = 0] = k.shape;
  if (k.shape.length !== 2 || k.shape[1] !== n || y.shape[0] !== n) {
    throw new ShapeError(
      `spectrum.alignment: K has shape [${k.shape.join(", ")}] and y [${y.shape.join(", ")}]; give n×n and n targets`,
    );
  }
  const columns = y.reshape([n, -1]);
  const inner = columns.mul(matmul(k, columns)).sum().item();
  const gram = matmul(columns, columns, { transposeA: true });
  return inner / (length(k.data) * length(gram.data));
}

function numbers(values: ArrayInput): Float64Array {
  return Float64Array.from(asArray(values).data, Number);
}

/** √Σ v² without overflow. */
function length(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(values.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}
