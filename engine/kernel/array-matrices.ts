// Linear maps over pixels on arrays of kernels [n, n, pixels, pixels].
import { mul } from "../array/arithmetic.js";
import { NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { matmul } from "../linalg/matmul.js";
import { ownKernels } from "./array-rows.js";
import type { Examples, MomentsOf } from "./moments.js";
import type { Operation, PixelMatrix } from "./graph.js";
import { joined } from "./mask.js";

type Matrix = Extract<Operation, { kind: "matrix" }>;

/** R K R′ᵀ */
export function sandwiched(
  { of, matrix }: Matrix,
  momentsOf: MomentsOf,
  examples: Examples,
): (k: NDArray) => NDArray {
  const { weights: given } = matrix;
  const weights =
    given.kind === "attention"
      ? attentionOf(given, ownKernels(momentsOf(given.scores).nngp), examples)
      : denseMatrices(matrix, of.pixels, examples);
  const [n = 0, rows = 0, columns = 0] = weights.shape;
  const left = reshape(weights, [n, 1, rows, columns]);
  const right = reshape(transpose(weights, [0, 2, 1]), [1, n, columns, rows]);
  return (k) => matmul(matmul(left.astype(k.dtype), k), right.astype(k.dtype));
}

type Attention = Extract<PixelMatrix["weights"], { kind: "attention" }>;

function attentionOf({ weighArrays, masks }: Attention, scores: NDArray, examples: Examples) {
  const [, pixels = 0] = scores.shape;
  return weighArrays(scores, masks && joined(masks, pixels, examples));
}

/** The matrices of all examples, [n, rows, pixels], or one for all, [1, rows, pixels]. */
export function denseMatrices(
  { support, weights }: PixelMatrix,
  columns: number,
  { n1, n }: Examples,
): NDArray {
  const rows = support.length;
  const count = weights.kind === "shared" ? 1 : n;
  const data = new Float64Array(count * rows * columns);
  for (let example = 0; example < count; example++) {
    const weightOf = weightsOf(weights, example, n1);
    support.forEach((pixels, row) => {
      pixels.forEach((pixel, k) => {
        const at = (example * rows + row) * columns + pixel;
        // A window around the edge of periodic pixels may hold one more than once.
        data[at] = (data[at] as number) + weightOf(row, k);
      });
    });
  }
  return new NDArray(data, [count, rows, columns], "float64");
}

function weightsOf(weights: PixelMatrix["weights"], example: number, n1: number) {
  if (weights.kind === "shared") {
    return (row: number, k: number) => weights.values[row]?.[k] ?? 0;
  }
  if (weights.kind === "attention") {
    throw new TypeError("attention weighs by the kernel, not by the input");
  }
  const [first, second] = weights.of;
  return (row: number, k: number) =>
    example < n1 ? first(row, k, example) : second(row, k, example - n1);
}

/** Σ K V over all pairs of pixels, an example of each side: [n, n, 1, 1]. */
function products(a: NDArray, b: NDArray): NDArray {
  return mul(a, b).sum([2, 3], { keepdims: true });
}

/** With d = s Σ K V: K′ = K d and Θ′ = Θ d + K s Σ (Θ V + K Θ_V) + 4 K′. */
export function attendedIndependently(
  { of: [keys, values], scale: known, traced }: Extract<Operation, { kind: "attend" }>,
  momentsOf: MomentsOf,
): { nngp: NDArray; ntk: NDArray } {
  const scale = traced ?? known;
  const [k, v] = [momentsOf(keys), momentsOf(values)];
  const [kTangent, vTangent] = [k.ntk ?? mul(k.nngp, 0), v.ntk ?? mul(v.nngp, 0)];
  const dot = mul(products(k.nngp, v.nngp), scale);
  const change = products(kTangent, v.nngp).add(products(k.nngp, vTangent)).mul(scale);
  const nngp = mul(k.nngp, dot);
  return { nngp, ntk: mul(kTangent, dot).add(mul(k.nngp, change)).add(mul(nngp, 4)) };
}
