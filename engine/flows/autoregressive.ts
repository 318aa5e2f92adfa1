import { add, mul, neg, sub } from "../array/arithmetic.js";
import { array, zeros, zerosLike } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { sum } from "../array/reductions.js";
import { exp } from "../array/transcendental.js";
import { tanh } from "../activations/smooth.js";
import { matmul } from "../linalg/matmul.js";
import { checkOptions, checkWhole } from "../options.js";
import { split, type Key } from "../random/key.js";
import { normal } from "../random/normal.js";
import { makeFlow, type Flow } from "./flow.js";

/** A masked network with two outputs a coordinate: w₁ [dim, width], the others [width, dim]. */
export interface MadeParams {
  readonly w1: NDArray;
  readonly b1: NDArray;
  readonly wMean: NDArray;
  readonly bMean: NDArray;
  readonly wScale: NDArray;
  readonly bScale: NDArray;
}

/** The network. */
export interface AutoregressiveOptions {
  /** Width of the hidden layer; default 32. */
  readonly width?: number;
}

/**
 * y_i = (x_i − μ_i) exp(−α_i) with μ and α of x₁ … x_{i−1} by a masked network (Papamakarios et al. 2017; Germain et
 * al. 2015): one pass from data to noise, log |det| = −Σ α; dim passes back.
 *
 * @throws {@link DomainError} for options that do not exist.
 * @example
 * ```ts
 * flows.maskedAutoregressive({ width: 64 }).init(random.key(0), 3);
 * ```
 */
export function maskedAutoregressive(options: AutoregressiveOptions = {}): Flow<MadeParams> {
  const { width } = settings("maskedAutoregressive", options);
  return makeFlow<MadeParams>({
    name: "maskedAutoregressive",
    dim: coordinates,
    init: (key, dim) => initMade(key, dim, width),
    transform(params, x) {
      const { mean, scale } = made(params, x);
      return { y: mul(sub(x, mean), exp(neg(scale))), logDet: neg(sum(scale, 1)) };
    },
    inverse: (params, y) =>
      sequentially(y, (x) => {
        const { mean, scale } = made(params, x);
        return add(mul(y, exp(scale)), mean);
      }),
  });
}

/**
 * y_i = x_i exp(α_i) + μ_i with μ and α of x₁ … x_{i−1} (Kingma et al. 2016): one pass from noise to samples,
 * log |det| = Σ α; dim passes back.
 *
 * @throws {@link DomainError} for options that do not exist.
 * @example
 * ```ts
 * flows.inverseAutoregressive({ width: 64 }).init(random.key(0), 3);
 * ```
 */
export function inverseAutoregressive(options: AutoregressiveOptions = {}): Flow<MadeParams> {
  const { width } = settings("inverseAutoregressive", options);
  return makeFlow<MadeParams>({
    name: "inverseAutoregressive",
    dim: coordinates,
    init: (key, dim) => initMade(key, dim, width),
    transform(params, x) {
      const { mean, scale } = made(params, x);
      return { y: add(mul(x, exp(scale)), mean), logDet: sum(scale, 1) };
    },
    inverse: (params, y) =>
      sequentially(y, (x) => {
        const { mean, scale } = made(params, x);
        return mul(sub(y, mean), exp(neg(scale)));
      }),
  });
}

function settings(name: string, options: AutoregressiveOptions): { readonly width: number } {
  checkOptions(`flows.${name}`, options, ["width"]);
  const { width = 32 } = options;
  checkWhole(`flows.${name}`, "width", width, 1);
  return { width };
}

function coordinates({ w1 }: MadeParams): number {
  return w1.shape[0] ?? 0;
}

/** Each pass makes one more coordinate right. */
function sequentially(y: NDArray, pass: (x: NDArray) => NDArray): NDArray {
  return Array.from({ length: y.shape[1] ?? 0 }).reduce<NDArray>((x) => pass(x), zerosLike(y));
}

function made(params: MadeParams, x: NDArray): { mean: NDArray; scale: NDArray } {
  const [dim = 0, width = 0] = params.w1.shape;
  const [first, last] = masks(dim, width).map((mask) => astype(mask, params.w1.dtype)) as [
    NDArray,
    NDArray,
  ];
  const hidden = tanh(add(matmul(x, mul(params.w1, first)), params.b1));
  return {
    mean: add(matmul(hidden, mul(params.wMean, last)), params.bMean),
    scale: add(matmul(hidden, mul(params.wScale, last)), params.bScale),
  };
}

/** Hidden unit h sees the first 1 + h mod (dim − 1) coordinates, and coordinate i sees units that see less than i. */
function masks(dim: number, width: number): [NDArray, NDArray] {
  const sees = (unit: number) => 1 + (unit % Math.max(1, dim - 1));
  const table = (rows: number, columns: number, open: (row: number, column: number) => boolean) =>
    array(
      Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_, column) => Number(open(row, column))),
      ),
    );
  return [
    table(dim, width, (coordinate, unit) => coordinate < sees(unit)),
    table(width, dim, (unit, coordinate) => sees(unit) <= coordinate),
  ];
}

function initMade(key: Key, dim: number, width: number): MadeParams {
  const [k1, k2, k3] = split(key, 3) as [Key, Key, Key];
  const small = (of: Key) => mul(normal(of, [width, dim]), 0.1 / Math.sqrt(width));
  return {
    w1: mul(normal(k1, [dim, width]), 1 / Math.sqrt(dim)),
    b1: zeros([width]),
    ...{ wMean: small(k2), bMean: zeros([dim]) },
    ...{ wScale: small(k3), bScale: zeros([dim]) },
  };
}
