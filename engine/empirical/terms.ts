import { add, mul } from "../array/arithmetic.js";
import { sizeOf, type NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { sum } from "../array/reductions.js";
import { sqrt } from "../array/transcendental.js";
import { gram } from "../linalg/gram.js";
import { matmul } from "../linalg/matmul.js";
import { contractPairs, contractSame } from "./contract.js";
import { knownPairs, knownSame } from "./known-vectors.js";
import { extentsOf, type OutputAxes } from "./output-axes.js";

/** Lengths of an output's axes by their roles. */
export interface Groups {
  readonly diagonal: number;
  readonly traced: number;
  readonly paired: number;
}

export function groupsOf(axes: OutputAxes, output: NDArray): Groups {
  const { diagonal, traced, paired } = extentsOf(axes, output.shape);
  return { diagonal: sizeOf(diagonal), traced: sizeOf(traced), paired: sizeOf(paired) };
}

/**
 * What a parameter contributes to the Jacobians of some examples: scale · Σ_t known_t ⊗ moving_t. Axes of
 * examples are n or, where they do not differ, 1.
 */
export interface Term {
  readonly scale: number;
  /** Vectors [n, t, known], or the places of ones in rows of the identity [n, t]; null: none, and t = 1. */
  readonly known: NDArray | null;
  /** [n | 1, outputs, t, moving]; with a mask [n, 1, t, moving] it is their product. */
  readonly moving: NDArray;
  /** Whether `moving` has an axis of examples, and not one of length 1 for all. */
  readonly differs: boolean;
  readonly mask: NDArray | null;
  readonly groups: Groups;
}

/** The terms of one side that belong together, and those of the other side; null as second: the same. */
export interface TermPair {
  readonly first: Term;
  readonly second: Term | null;
}

/**
 * The part of the kernel of parameters whose moving vectors are the same, such as a layer's weights and biases,
 * [n | 1, n′ | 1, diagonal, paired, paired′].
 */
export function termPairs(pairs: readonly [TermPair, ...TermPair[]]): NDArray {
  const [{ first, second }] = pairs;
  if (first.moving.shape[2] !== 1) return manyPairs(first, second ?? first);
  // Σ_p ⟨a_p ⊗ δ, a′_p ⊗ δ′⟩ = (Σ_p ⟨a_p, a′_p⟩)⟨δ, δ′⟩
  const moving = movingPairs(first, second);
  const factor = pairs.map(knownFactor).reduce((sum, one) => add(sum, one));
  return factor === 1 ? moving : mul(moving, factor);
}

/** scale · scale′ ⟨a, a′⟩, [n, n′, 1, 1, 1]; a number where nothing is known. */
function knownFactor({ first, second }: TermPair): NDArray | number {
  const scale = first.scale * (second ?? first).scale;
  if (first.known === null) return scale;
  const known = knownPairs(first.known, second?.known ?? null).astype(first.moving.dtype);
  const [n = 0, , m = 0] = known.shape;
  const apart = reshape(known, [n, m, 1, 1, 1]);
  return scale === 1 ? apart : mul(apart, scale);
}

function movingPairs(first: Term, second: Term | null): NDArray {
  const { groups, mask } = first;
  const other = second ?? first;
  const isSum = groups.diagonal === 1 && groups.paired === 1;
  if (isSum && mask !== null && other.mask !== null) return maskedSum(first, second, mask);
  return contractPairs(rowsOf(first), second === null ? null : rowsOf(second));
}

/** Σ_oh (m_h v_oh)(m′_h v_oh) = Σ_h m_h m′_h Σ_o v_oh²: without the axis of outputs. */
function maskedSum(first: Term, second: Term | null, mask: NDArray): NDArray {
  const flat = (x: NDArray): NDArray => reshape(x, [x.shape[0] as number, -1]);
  const squares = reshape(sum(mul(first.moving, first.moving), [0, 1]), [1, -1]);
  const product =
    second === null && mask.trace === undefined && squares.trace === undefined
      ? gram(mul(flat(mask), sqrt(squares)))
      : matmul(mul(flat(mask), squares), flat(second?.mask ?? mask), { transposeB: true });
  const [n = 0, m = 0] = product.shape;
  return reshape(product, [n, m, 1, 1, 1]);
}

/** ⟨Σ_t a_t ⊗ δ_t, Σ_s a′_s ⊗ δ′_s⟩ = Σ_ts ⟨a_t, a′_s⟩⟨δ_t, δ′_s⟩ */
function manyPairs(first: Term, second: Term): NDArray {
  const { diagonal: d, paired: f } = first.groups;
  const g = second.groups.paired;
  const known = knownPairs(first.known as NDArray, second.known);
  const [n = 0, t = 0, m = 0, s = 0] = known.shape;
  const moving = contractPairs(withTerms(first), withTerms(second));
  const [own, others] = [moving.shape[0] as number, moving.shape[1] as number];
  const apart = reshape(moving, [own, others, d, f, t, g, s]);
  const both = mul(apart, reshape(transpose(known, [0, 2, 1, 3]), [n, m, 1, 1, t, 1, s]));
  const scale = first.scale * second.scale;
  return mul(sum(both, [4, 6]), scale);
}

/** The same of each example and the one at its place: [n | 1, 1, diagonal, paired, paired′]. */
export function termSame({ first, second }: TermPair): NDArray {
  const other = second ?? first;
  const { diagonal: d, paired: f } = first.groups;
  const g = other.groups.paired;
  const scale = first.scale * other.scale;
  if (first.known === null) {
    return mul(contractSame(rowsOf(first), second && rowsOf(second)), scale);
  }
  const known = knownSame(first.known, other.known as NDArray);
  const [n = 0, t = 0, s = 0] = known.shape;
  const moving = contractSame(withTerms(first), withTerms(other));
  const apart = reshape(moving, [moving.shape[0] as number, 1, d, f, t, g, s]);
  return mul(sum(mul(apart, reshape(known, [n, 1, 1, 1, t, 1, s])), [4, 6]), scale);
}

/** [n | 1, diagonal, traced, paired, moving] of a term with t = 1. */
function rowsOf(term: Term): NDArray {
  const { diagonal, traced, paired } = term.groups;
  const values = product(term);
  const [n = 0, , , length = 0] = values.shape;
  return reshape(values, [n, diagonal, traced, paired, length]);
}

/** [n | 1, diagonal, traced, paired·t, moving] */
function withTerms(term: Term): NDArray {
  const { diagonal, traced, paired } = term.groups;
  const values = product(term);
  const [n = 0, , t = 0, length = 0] = values.shape;
  return reshape(values, [n, diagonal, traced, paired * t, length]);
}

function product({ moving, mask }: Term): NDArray {
  return mask === null ? moving : mul(moving, mask);
}
