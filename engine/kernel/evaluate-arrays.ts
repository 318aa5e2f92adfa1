// Kernels as array functions, which transforms pass through: for inputs and scales that are traced.
import { add, div, mul } from "../array/arithmetic.js";
import { concat } from "../array/join.js";
import { NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { eye } from "../array/sequences.js";
import { where } from "../array/where.js";
import { DomainError } from "../errors.js";
import { matmul } from "../linalg/matmul.js";
import type { AffineScales } from "./affine.js";
import type { Dual } from "./dual.js";
import type { Graph, Node, Operation, PixelMatrix } from "./graph.js";
import type { Inputs } from "./inputs.js";
import { spread } from "./spread.js";

/** Covariances and tangent kernel of all rows with each other, [n, n, pixels, pixels]. */
export interface Moments {
  readonly nngp: NDArray;
  /** null for zero. */
  readonly ntk: NDArray | null;
}

/** Whether a transform follows the inputs or a layer's scales. */
export function isTraced({ nodes }: Graph, { x1, x2 }: Inputs): boolean {
  if (x1.trace !== undefined || x2?.trace !== undefined) return true;
  return nodes.some(
    ({ operation }) => operation.kind === "sum" && operation.affine.traced !== undefined,
  );
}

/**
 * The kernels of a node's rows, x1 and x2 one after the other, from which blocks are cut: what a row has with
 * itself is a function of the row alone, so that derivatives on the diagonal are those of tied arguments.
 *
 * @throws {@link DomainError} naming a layer whose kernel is known in numbers only.
 */
export function evaluateArrays(graph: Graph, output: Node, inputs: Inputs): Moments {
  const known = new Map<Node, Moments>();
  const momentsOf = (node: Node): Moments => {
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

function advance(node: Node, momentsOf: (node: Node) => Moments, inputs: Inputs): Moments {
  const { operation, name, pixels } = node;
  switch (operation.kind) {
    case "input":
      if (operation.matrices.length > 0) throw numbersOnly(name);
      return { nngp: gram(inputs), ntk: null };
    case "sum":
      return sum(operation, pixels, momentsOf);
    case "activation":
      if (operation.dual === undefined) throw numbersOnly(name);
      return activation(momentsOf(operation.of), operation.dual);
    case "product": {
      const [a, b] = [momentsOf(operation.of[0]), momentsOf(operation.of[1])];
      const ntk = plus(a.ntk && mul(a.ntk, b.nngp), b.ntk && mul(a.nngp, b.ntk));
      return { nngp: mul(a.nngp, b.nngp), ntk };
    }
    case "dropout": {
      const own = diagonalMask(momentsOf(operation.of).nngp);
      return each(momentsOf(operation.of), (k) => where(own, div(k, operation.rate), k));
    }
    case "matrix": {
      const matrix = denseMatrix(operation.matrix, operation.of.pixels, name);
      return each(momentsOf(operation.of), (k) => sandwich(matrix, k));
    }
    case "total":
      return each(momentsOf(operation.of), (k) =>
        mul(k.sum([2, 3], { keepdims: true }), operation.weight),
      );
    case "normalise":
      return momentsOf(operation.of);
    default:
      throw numbersOnly(name);
  }
}

function numbersOnly(name: string): DomainError {
  return new DomainError(
    `kernel: ${name} has no derivatives yet; kernels are differentiable through dense, conv, pooling, flatten, dropout and branches with relu, leakyRelu, abRelu, abs, erf, sigmoidLike, gelu, sin, cos, rbf, exp and elementwise`,
  );
}

const each = ({ nngp, ntk }: Moments, f: (k: NDArray) => NDArray): Moments => ({
  nngp: f(nngp),
  ntk: ntk && f(ntk),
});

function plus(a: NDArray | null, b: NDArray | null): NDArray | null {
  return a === null || b === null ? (a ?? b) : add(a, b);
}

/** x·x′/d of all pixels. */
function gram({ x1, x2, dtype, features }: Inputs): NDArray {
  const x = (x2 === null ? x1 : concat([x1, x2])).astype(dtype);
  const n = x.shape[0] as number;
  const flat = reshape(x, [-1, features]);
  const pixels = (flat.shape[0] as number) / n;
  const all = div(matmul(flat, transpose(flat)), features);
  return transpose(reshape(all, [n, pixels, n, pixels]), [0, 2, 1, 3]);
}

type Sum = Extract<Operation, { kind: "sum" }>;

/** S = Σ ω K; K′ = σ² S + β, Θ′ = γ S + σ² Σ ω Θ + δ */
function sum({ terms, affine, local }: Sum, pixels: number, of: (node: Node) => Moments): Moments {
  const parts = terms.map(({ of: node, weight, sources }) =>
    each(of(node), (k) => mul(spread(k, sources, node.pixels), weight)),
  );
  const nngp = parts.map((part) => part.nngp).reduce((a, b) => add(a, b));
  const ntk = parts.map((part) => part.ntk).reduce(plus);
  const after = affinely({ nngp, ntk }, affine.traced ?? affine);
  return local === true ? each(after, (k) => mul(k, eye(pixels).astype(k.dtype))) : after;
}

function affinely({ nngp, ntk }: Moments, affine: AffineScales): Moments {
  const { weightVariance, biasVariance, tangent } = affine;
  const carried = ntk && mul(ntk, weightVariance);
  const fresh = isPlainZero(tangent) ? null : add(mul(nngp, tangent.ofCovariance), tangent.ofBias);
  return { nngp: add(mul(nngp, weightVariance), biasVariance), ntk: plus(carried, fresh) };
}

function isPlainZero({ ofCovariance, ofBias }: AffineScales["tangent"]): boolean {
  return ofCovariance === 0 && ofBias === 0;
}

/** K′ = E[φφ′], Θ′ = Θ E[φ̇φ̇′]; pairs of a row with itself apart from all others. */
function activation({ nngp, ntk }: Moments, dual: Dual): Moments {
  const own = diagonalMask(nngp);
  const [n, , pixels] = nngp.shape as readonly [number, number, number];
  const q = where(own, nngp, 0).sum([1, 3]);
  const [rows, columns] = [reshape(q, [n, 1, pixels, 1]), reshape(q, [1, n, 1, pixels])];
  const across = dual({ k: where(own, 0, nngp), q: rows, q2: columns });
  const along = dual({ k: rows, q: rows, q2: rows });
  const slope = where(own, along.slope, across.slope);
  return { nngp: where(own, along.nngp, across.nngp), ntk: ntk && mul(ntk, slope) };
}

/** Where an example's pixel meets itself: [n, n, pixels, pixels]. */
function diagonalMask({ shape }: NDArray): NDArray {
  const [n, , pixels] = shape as readonly [number, number, number];
  return mul(reshape(eye(n), [n, n, 1, 1]), eye(pixels)).astype("bool");
}

function denseMatrix({ support, weights }: PixelMatrix, columns: number, name: string): NDArray {
  if (weights.kind !== "shared") throw numbersOnly(name);
  const data = new Float64Array(support.length * columns);
  support.forEach((pixels, row) => {
    pixels.forEach((pixel, k) => {
      data[row * columns + pixel] = weights.values[row]?.[k] ?? 0;
    });
  });
  return new NDArray(data, [support.length, columns], "float64");
}

/** M K Mᵀ over pixels. */
function sandwich(matrix: NDArray, k: NDArray): NDArray {
  const m = matrix.astype(k.dtype);
  return matmul(matmul(m, k), transpose(m));
}
