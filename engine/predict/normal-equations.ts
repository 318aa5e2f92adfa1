import type { NDArray } from "../array/ndarray.js";
import { eye } from "../array/sequences.js";
import { DomainError } from "../errors.js";
import { eigvalsh } from "../linalg/index.js";
import { tryCholesky } from "./factorise.js";
import type { FloatArray } from "./float-array.js";
import { sufficientShift, suggestion } from "./singular-error.js";

/** Normal equations of a ridge regression on features: (A + λI) w = c with A = ΦᵀΦ, c = Φᵀy. */
export interface NormalEquations {
  readonly products: FloatArray;
  readonly targets: NDArray;
  /** λ = diagReg · scale */
  readonly diagReg: number;
  /** The mean of k(x, x) over the training rows; 1 on the absolute scale. */
  readonly scale: number;
}

/**
 * L Lᵀ = A + λI
 *
 * @throws {@link DomainError} when that is singular to working precision: it names the smallest eigenvalue of A and a
 *   `diagReg` that suffices.
 */
export function factorEquations(equations: NormalEquations): FloatArray {
  const { products, diagReg, scale } = equations;
  const [size = 0] = products.shape;
  if (!(scale > 0)) {
    throw new DomainError(
      `predict.featureRegression: the mean of k(x, x) over the training rows is ${scale}, in which diagReg counts; set diagRegAbsoluteScale: true`,
    );
  }
  const attempt = tryCholesky(products.add(eye(size).mul(diagReg * scale)));
  if (attempt.kind === "factor") return attempt.factor;
  throw singularFeatures(equations);
}

function singularFeatures({ products, diagReg, scale }: NormalEquations): DomainError {
  const eigenvalues = eigvalsh(products).data;
  const [smallest, largest] = [eigenvalues[0] ?? 0, eigenvalues.at(-1) ?? 0];
  const needed = sufficientShift(products, { smallest, size: largest }) / scale;
  return new DomainError(
    `predict.featureRegression: with diagReg = ${diagReg} the products ΦᵀΦ + λI of the ${products.shape[0] ?? 0} features are singular to working precision. The smallest eigenvalue of ΦᵀΦ is ${smallest.toPrecision(3)}, its largest ${largest.toPrecision(3)}. ${suggestion(Math.max(needed, diagReg))}`,
  );
}
