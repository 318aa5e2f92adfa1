import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { linspace } from "../array/sequences.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { placeIn } from "./search-sorted.js";

export interface HistogramOptions {
  /** How many bins of equal width, 10 unless given; or their edges, ascending. */
  readonly bins?: number | ArrayInput;
  /** The first and the last edge; smallest and largest value unless given. */
  readonly range?: readonly [number, number];
  /** One for each value; 1 unless given. */
  readonly weights?: ArrayInput;
  /** Whether the bins are divided by their widths and the total, so that their integral is 1. */
  readonly density?: boolean;
}

export interface Histogram {
  /** float64, one a bin. */
  readonly counts: NDArray<"float64">;
  /** One more than bins. */
  readonly edges: NDArray;
}

/**
 * How many values fall into each bin, as NumPy's `histogram`: bins hold their lower edge, the last one
 * its upper edge too; values outside the range are left out.
 *
 * @throws {@link DomainError} for edges that do not ascend, or a range that is none.
 * @example
 * ```ts
 * histogram([1, 2, 2, 5], { bins: 2 }).counts; // array([3., 1.])
 * ```
 */
export function histogram(x: ArrayInput, options: HistogramOptions = {}): Histogram {
  checkOptions("histogram", options, ["bins", "range", "weights", "density"]);
  const { data, shape } = asArray(x);
  const edges = edgesOf(data, options);
  const limits = Float64Array.from(edges.data);
  const weights = options.weights === undefined ? undefined : asArray(options.weights);
  if (weights !== undefined && weights.size !== data.length) {
    throw new ShapeError(
      `histogram: weights have the shape ${formatShape(weights.shape)} and x has ${formatShape(shape)}; give one weight a value`,
    );
  }
  const counts = new Float64Array(limits.length - 1);
  data.forEach((value, i) => {
    const bin = value === limits.at(-1) ? counts.length - 1 : placeIn(limits, value, "right") - 1;
    if (bin < 0 || bin >= counts.length || Number.isNaN(value)) return;
    counts[bin] = (counts[bin] as number) + (weights?.data[i] ?? 1);
  });
  if (options.density === true) normalise(counts, limits);
  return { counts: new NDArray(counts, [counts.length], "float64"), edges };
}

function normalise(counts: Float64Array, limits: Float64Array): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  counts.forEach((count, i) => {
    counts[i] = count / total / ((limits[i + 1] as number) - (limits[i] as number));
  });
}

function edgesOf(data: NDArray["data"], { bins = 10, range }: HistogramOptions): NDArray {
  if (typeof bins === "number") return equalEdges(data, bins, range);
  const edges = asArray(bins);
  const ascends = edges.data.every((edge, i) => i === 0 || edge > (edges.data[i - 1] as number));
  if (edges.ndim === 1 && edges.size > 1 && ascends) return edges;
  throw new DomainError(
    "histogram: the edges of bins must be a vector of at least two that ascend",
  );
}

function equalEdges(
  data: NDArray["data"],
  bins: number,
  range: HistogramOptions["range"],
): NDArray {
  if (!Number.isInteger(bins) || bins < 1) {
    throw new DomainError(`histogram: bins is ${bins}; use a whole number from 1, or edges`);
  }
  let [low, high] = range ?? (data.length === 0 ? [0, 1] : [minimumOf(data), maximumOf(data)]);
  if (!(low <= high) || !Number.isFinite(high - low)) {
    throw new DomainError(
      `histogram: values from ${low} to ${high} have no bins of equal width; give a finite range`,
    );
  }
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  return linspace(low, high, bins + 1);
}

const minimumOf = (data: ArrayLike<number>): number =>
  Array.from(data).reduce((a, b) => Math.min(a, b));
const maximumOf = (data: ArrayLike<number>): number =>
  Array.from(data).reduce((a, b) => Math.max(a, b));
