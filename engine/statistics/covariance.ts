import { div, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { diagonal, reshape, transpose } from "../array/rearrange.js";
import { mean } from "../array/reductions.js";
import { formatShape } from "../array/shape.js";
import { sqrt } from "../array/transcendental.js";
import { DomainError, ShapeError } from "../errors.js";
import { matmul } from "../linalg/matmul.js";
import { checkOptions } from "../options.js";
import { clip } from "../structure/clip.js";

/** How observations lie in a matrix. */
export interface CorrelationOptions {
  /** Whether rows are variables, as in NumPy, or columns (false); vectors are one variable. */
  readonly rowvar?: boolean;
}

export interface CovarianceOptions extends CorrelationOptions {
  /** Sums of products are divided by n − ddof: 1 unless given, for the unbiased estimate; 0 for the mean. */
  readonly ddof?: number;
}

/**
 * The covariances of variables, of which each has a row of observations: C = XXᵀ/(n − ddof) of the rows
 * without their means.
 *
 * @param x - [variables, n], or n observations of one variable; [n, variables] with `rowvar: false`.
 * @param y - More variables, observed as often.
 * @returns [variables, variables], a 0-d array for one variable.
 * @throws {@link ShapeError} for more than two axes, or when y has another number of observations;
 *   {@link DomainError} when ddof leaves nothing.
 * @example
 * ```ts
 * cov([[1, 2, 3], [2, 4, 9]]); // array([[ 1. , 3.5], [ 3.5, 13. ]])
 * cov([1, 2, 3], [2, 4, 9], { ddof: 0 }).get(0, 0); // 0.6666666666666666
 * ```
 */
export function cov(
  x: ArrayInput,
  y: ArrayInput | null = null,
  options: CovarianceOptions = {},
): NDArray {
  checkOptions("cov", options, ["rowvar", "ddof"]);
  const { rowvar = true, ddof = 1 } = options;
  const rows = variables("cov", x, y, rowvar);
  const [count, n] = rows.shape as [number, number];
  if (!(n > ddof)) throw new DomainError(`cov: ddof ${ddof} leaves nothing of ${n} observations`);
  const centred = sub(rows, mean(rows, 1, { keepdims: true }));
  const products = div(matmul(centred, centred, { transposeB: true }), n - ddof);
  return count === 1 ? reshape(products, []) : products;
}

/**
 * The correlation coefficients of variables: R_ij = C_ij/√(C_ii C_jj) of their covariances, from −1 to 1;
 * NaN beside a variable that does not vary.
 *
 * @param x - [variables, n], or n observations of one variable; [n, variables] with `rowvar: false`.
 * @param y - More variables, observed as often.
 * @returns [variables, variables], a 0-d array for one variable.
 * @throws {@link ShapeError} for more than two axes, or when y has another number of observations.
 * @example
 * ```ts
 * corrcoef([1, 2, 3], [1, 3, 2]); // array([[1. , 0.5], [0.5, 1. ]])
 * ```
 */
export function corrcoef(
  x: ArrayInput,
  y: ArrayInput | null = null,
  options: CorrelationOptions = {},
): NDArray {
  checkOptions("corrcoef", options, ["rowvar"]);
  const rows = variables("corrcoef", x, y, options.rowvar ?? true);
  // n − ddof cancels, and a single observation is a variable that does not vary
  const products = cov(rows, null, { ddof: 0 });
  if (products.ndim === 0) return div(products, products);
  const scale = sqrt(diagonal(products));
  return clip(div(div(products, scale), reshape(scale, [-1, 1])), -1, 1);
}

/** One row for each variable. */
function variables(caller: string, x: ArrayInput, y: ArrayInput | null, rowvar: boolean): NDArray {
  const first = asRows(caller, "x", x, rowvar);
  if (y === null) return first;
  const second = asRows(caller, "y", y, rowvar);
  if (first.shape[1] === second.shape[1]) return concat([first, second]);
  throw new ShapeError(
    `${caller}: x has ${first.shape[1] as number} observations, y ${second.shape[1] as number}; both must have as many`,
  );
}

function asRows(caller: string, name: string, input: ArrayInput, rowvar: boolean): NDArray {
  const x = asArray(input);
  if (x.ndim < 2) return reshape(x, [1, x.size]);
  if (x.ndim === 2) return rowvar ? x : transpose(x);
  throw new ShapeError(
    `${caller}: ${name} has the shape ${formatShape(x.shape)}; give a matrix of variables and observations, or a vector`,
  );
}
