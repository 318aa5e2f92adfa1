import { asArray, type ArrayInput } from "../array/create.js";
import { stack } from "../array/join.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype, reshape } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { slice } from "../array/slicing.js";
import { DomainError, ShapeError } from "../errors.js";
import { aggregateMap } from "../kernel/aggregate-map.js";
import { matmul } from "../linalg/index.js";
import type { NoParams } from "./activation.js";
import { makeLayer, type Layer } from "./layer.js";

/**
 * Sums over the neighbours of a graph (Du et al. 2019, graph neural tangent kernels): y[o] = Σ_i A[i, o]
 * x[i] with each example's own adjacency matrix A, [tail, head], weighted or not. Kernels: K′ = A₁ᵀ K A₂.
 * The matrices are given to `kernel` and `apply` as `pattern`.
 *
 * @throws (by use) {@link DomainError} without a pattern; {@link ShapeError} for one that does not fit.
 * @example
 * ```ts
 * const net = stax.serial(stax.dense(64), stax.relu(), stax.aggregate(), stax.globalAvgPool());
 * const x = ones([1, 2, 3]); // one graph of two nodes with three features
 * net.kernel(x, null, "ntk", { pattern: [[[[0, 1], [1, 0]]], null] });
 * ```
 */
export function aggregate(): Layer<NoParams> {
  return makeLayer<NoParams>(
    {
      init: (_key, outputShape) => ({ outputShape, params: [] }),
      apply: (_params, input, { pattern } = {}) => {
        const array = asArray(input);
        return aggregated(astype(array, realDtype(array.dtype)), pattern);
      },
    },
    [aggregateMap()],
  );
}

function aggregated(x: NDArray<FloatDtype>, pattern: ArrayInput | undefined): NDArray<FloatDtype> {
  if (pattern === undefined) {
    throw new DomainError(
      "stax.aggregate: apply has no graph; give it: net.apply(params, x, { pattern })",
    );
  }
  if (x.ndim < 3) {
    throw new ShapeError(
      `stax.aggregate: inputs of shape ${formatShape(x.shape)} have no nodes; give [examples, …nodes, channels]`,
    );
  }
  const a = astype(pattern, x.dtype);
  const [examples = 0] = x.shape;
  const channels = x.shape.at(-1) as number;
  const nodes = x.shape.slice(1, -1).reduce((product, length) => product * length, 1);
  const pixels = reshape(x, [examples, nodes, channels]);
  if (formatShape(a.shape) !== formatShape([examples, nodes, nodes])) {
    throw new ShapeError(
      `stax.aggregate: pattern has shape ${formatShape(a.shape)}; it must be [${examples}, ${nodes}, ${nodes}], an adjacency matrix for each example`,
    );
  }
  if (examples === 0) return x;
  const parts = Array.from({ length: examples }, (_, n) =>
    matmul(slice(a, n), slice(pixels, n), { transposeA: true }),
  );
  return reshape(stack(parts) as NDArray<FloatDtype>, x.shape);
}
