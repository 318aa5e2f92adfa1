// Kernels as array functions, which transforms pass through: for inputs and scales that are traced.
import { add, div, mul } from "../array/arithmetic.js";
import { concat } from "../array/join.js";
import { NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { where } from "../array/where.js";
import { matmul } from "../linalg/matmul.js";
import { attendedIndependently, denseMatrices, sandwiched } from "./array-matrices.js";
import { diagonalMask, ownVariances, pairFactors } from "./array-rows.js";
import { summed } from "./array-sums.js";
import type { Dual } from "./dual.js";
import { hasTracedParameters, type Graph, type Node, type PixelMatrix } from "./graph.js";
import type { Inputs } from "./inputs.js";
import { each, plus, type Examples, type Moments, type MomentsOf } from "./moments.js";

/** Whether a transform follows the inputs or a layer's parameters. */
export function isDifferentiated({ nodes }: Graph, { x1, x2 }: Inputs): boolean {
  if (x1.trace !== undefined || x2?.trace !== undefined) return true;
  return nodes.some(hasTracedParameters);
}

/**
 * The kernels of a node's rows, x1 and x2 one after the other, from which blocks are cut: what a row has with
 * itself is a function of the row alone, so that derivatives on the diagonal are those of tied arguments.
 */
export function evaluateArrays(graph: Graph, output: Node, inputs: Inputs): Moments {
  const known = new Map<Node, Moments>();
  const momentsOf: MomentsOf = (node) => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const moments = advance(node, momentsOf, inputs);
    known.set(node, moments);
    return moments;
  };
  // The nodes are in order, so that the recursion stays shallow.
  for (const node of graph.nodes.slice(0, graph.nodes.indexOf(output))) momentsOf(node);
  return momentsOf(output);
}

function advance(node: Node, momentsOf: MomentsOf, inputs: Inputs): Moments {
  const { operation, pixels } = node;
  const examples = { n1: inputs.n1, n: inputs.n1 + (inputs.x2 === null ? 0 : inputs.n2) };
  switch (operation.kind) {
    case "input":
      return { nngp: gram(operation.matrices, inputs, examples), ntk: null };
    case "sum":
      return summed(operation, pixels, momentsOf);
    case "activation":
      return activated(momentsOf(operation.of), operation.dual);
    case "product":
      return multiplied(momentsOf(operation.of[0]), momentsOf(operation.of[1]));
    case "dropout": {
      const own = diagonalMask(momentsOf(operation.of).nngp);
      return each(momentsOf(operation.of), (k) => where(own, div(k, operation.scale), k));
    }
    case "scale": {
      const before = momentsOf(operation.of);
      const factors = operation.arrays(ownVariances(before.nngp), examples);
      const [rows, columns] = pairFactors(factors.astype(before.nngp.dtype));
      return each(before, (k) => mul(mul(k, rows), columns));
    }
    case "matrix":
      return each(momentsOf(operation.of), sandwiched(operation, momentsOf, examples));
    case "total":
      return each(momentsOf(operation.of), (k) =>
        mul(k.sum([2, 3], { keepdims: true }), operation.weight),
      );
    case "shift": {
      // Embeddings are trained too.
      const { nngp, ntk } = momentsOf(operation.of);
      const offsets =
        operation.traced ?? new NDArray(operation.offsets, [pixels, pixels], "float64");
      const shifted = (k: NDArray) => add(mul(k, operation.factor), offsets.astype(k.dtype));
      return { nngp: shifted(nngp), ntk: shifted(ntk ?? mul(nngp, 0)) };
    }
    case "attend":
      return attendedIndependently(operation, momentsOf);
    case "normalise":
      return momentsOf(operation.of);
  }
}

/** x·x′/d of all pixels, after the maps that are applied to the inputs themselves. */
function gram(
  matrices: readonly PixelMatrix[],
  { x1, x2, dtype, features }: Inputs,
  examples: Examples,
): NDArray {
  const x = (x2 === null ? x1 : concat([x1, x2])).astype(dtype);
  const n = x.shape[0] as number;
  const rows = matrices.reduce<NDArray>(
    (before, matrix) => {
      const dense = denseMatrices(matrix, before.shape[1] as number, examples);
      return matmul(dense.astype(dtype), before);
    },
    reshape(x, [n, -1, features]),
  );
  const flat = reshape(rows, [-1, features]);
  const pixels = rows.shape[1] as number;
  const all = div(matmul(flat, transpose(flat)), features);
  return transpose(reshape(all, [n, pixels, n, pixels]), [0, 2, 1, 3]);
}

/** K′ = K₁K₂, Θ′ = Θ₁K₂ + K₁Θ₂ */
function multiplied(a: Moments, b: Moments): Moments {
  const ntk = plus(a.ntk && mul(a.ntk, b.nngp), b.ntk && mul(a.nngp, b.ntk));
  return { nngp: mul(a.nngp, b.nngp), ntk };
}

/** K′ = E[φφ′], Θ′ = Θ E[φ̇φ̇′]; pairs of a row with itself apart from all others. */
function activated({ nngp, ntk }: Moments, { pairs, own: ownDual }: Dual): Moments {
  const own = diagonalMask(nngp);
  const variances = ownVariances(nngp);
  const [rows, columns] = pairFactors(variances);
  const across = pairs({ k: where(own, 0, nngp), q: rows, q2: columns });
  const along = ownDual?.(rows) ?? pairs({ k: rows, q: rows, q2: rows });
  const slope = where(own, along.slope, across.slope);
  return { nngp: where(own, along.nngp, across.nngp), ntk: ntk && mul(ntk, slope) };
}
