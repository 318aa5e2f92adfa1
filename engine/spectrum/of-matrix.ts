import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { DomainError, ShapeError } from "../errors.js";
import { eigh } from "../linalg/eigh.js";
import { EPSILON } from "../linalg/gaps.js";
import { matmul } from "../linalg/matmul.js";
import { drawn, type Spectrum } from "./spectrum.js";
import { inDoubles, vector } from "./vector.js";

/** A kernel matrix's spectrum, each eigenvalue by itself, the largest first. */
export interface MatrixSpectrum extends Spectrum {
  /** Eigenfunctions at the points as columns, Σ_x φ_i(x)φ_j(x)/n = δ_ij. */
  readonly eigenfunctions: NDArray<"float64">;
  /** Σ v² of the targets' eigencoefficients v_i = Σ_x φ_i(x)y(x)/n over all targets; zeros without any. */
  readonly targetPower: NDArray<"float64">;
}

/**
 * The spectrum of a kernel on data: eigenvalues of K/n, and how much of the targets lies along each
 * eigenfunction. Eigenvalues within the rounding of the matrix, n ε times the largest, are 0: taken for modes
 * they would be learnt.
 *
 * @param kernel - symmetric n×n
 * @param targets - n, or n×c
 * @throws {@link ShapeError} unless the kernel is square and there is one target a row; {@link DomainError} for a
 *   kernel that is not symmetric.
 * @example
 * ```ts
 * const x = random.normal(random.key(0), [50, 4]);
 * const s = spectrum.ofMatrix(gram(x), x.slice([], 0));
 * spectrum.eigenlearning(s, { n: 10, ridge: 0.1, targetPower: s.targetPower });
 * ```
 */
export function ofMatrix(kernel: ArrayInput, targets?: ArrayInput): MatrixSpectrum {
  const given = asArray(kernel);
  const k = astype(given, "float64");
  const [n = 0] = k.shape;
  if (k.shape.length !== 2 || k.shape[1] !== n || n === 0) {
    throw new ShapeError(
      `spectrum.ofMatrix: the kernel has shape [${k.shape.join(", ")}]; give a square matrix`,
    );
  }
  checkSymmetric(k.data, n);
  const { eigenvalues, eigenvectors } = eigh(k);
  const epsilon = EPSILON[given.dtype === "float32" ? "float32" : "float64"];
  const rounding = n * epsilon * largestOf(eigenvalues.data);
  const values = eigenvalues.data
    .map((value) => (Math.abs(value) <= rounding ? 0 : value / n))
    .reverse();
  const eigenfunctions = reversedColumns(eigenvectors, Math.sqrt(n));
  return drawn({
    domain: `${n} data points`,
    eigenvalues: vector(values),
    multiplicities: vector(new Float64Array(n).fill(1)),
    eigenfunctions,
    targetPower:
      targets === undefined ? vector(new Float64Array(n)) : powers(eigenfunctions, targets),
  });
}

function largestOf(data: Float64Array): number {
  return data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Beyond the rounding of a float32 kernel, relative to the largest entry. */
const ASYMMETRY = 1e-4;

function checkSymmetric(data: Float64Array, n: number): void {
  const largest = largestOf(data);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [below, above] = [data[i * n + j] as number, data[j * n + i] as number];
      if (Math.abs(below - above) > ASYMMETRY * largest) {
        throw new DomainError(
          `spectrum.ofMatrix: the kernel is not symmetric: [${i}, ${j}] is ${below} and [${j}, ${i}] is ${above}; give k(x, x) of the same rows in the same order`,
        );
      }
    }
  }
}

function reversedColumns(matrix: NDArray<"float64">, factor: number): NDArray<"float64"> {
  const [n = 0] = matrix.shape;
  const { data } = matrix;
  const out = data.map((_, at) => {
    const column = at % n;
    return factor * (data[at - column + (n - 1 - column)] as number);
  });
  return vector(out).reshape([n, n]);
}

function powers(eigenfunctions: NDArray<"float64">, targets: ArrayInput): NDArray<"float64"> {
  const y = inDoubles(targets);
  const [n = 0] = eigenfunctions.shape;
  if (y.shape.length < 1 || y.shape.length > 2 || y.shape[0] !== n) {
    throw new ShapeError(
      `spectrum.ofMatrix: targets have shape [${y.shape.join(", ")}]; give ${n} numbers, or ${n} rows`,
    );
  }
  const coefficients = matmul(eigenfunctions, y.reshape([n, -1]), { transposeA: true }).div(n);
  return astype(coefficients.mul(coefficients).sum(1), "float64");
}
