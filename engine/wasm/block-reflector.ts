// Products of Householder reflectors as I − V T Vᵀ (Schreiber & Van Loan 1989), applied to matrices whose
// rows are what is reflected. V is kept as rows.
import type { Arena } from "./arena.js";
import {
  across,
  along,
  multiplyBlocks,
  newBlock,
  part,
  type Block,
  type Packed,
} from "./block-product.js";
import { wasm } from "./loader.js";

/** Reflectors H_first … H_{end−1} = I − τ v vᵀ, v in rows, zero before column `column`. */
export interface Reflectors {
  readonly v: Block;
  readonly first: number;
  readonly end: number;
  readonly column: number;
  /** Length of a row. */
  readonly length: number;
  /** Address of τ by row. */
  readonly factors: number;
}

/** `forward`: rows · H_first ⋯ H_{end−1}; `backward`: rows · H_{end−1} ⋯ H_first. */
export type ReflectionOrder = "forward" | "backward";

/** Room for reflecting `rows` rows by at most `k` reflectors. */
export interface ReflectionRoom {
  readonly rows: number;
  readonly gram: Block;
  readonly t: Block;
  readonly products: Block;
  readonly scaled: Block;
  readonly packed: Packed;
}

export function reflectionRoom(
  arena: Arena,
  rows: number,
  k: number,
  packed: Packed,
): ReflectionRoom {
  const [gram, t] = [newBlock(arena, k, k), newBlock(arena, k, k)];
  return {
    rows,
    gram,
    t,
    products: newBlock(arena, rows, k),
    scaled: newBlock(arena, rows, k),
    packed,
  };
}

/** Reflects the first `rows` rows of `z` in place. */
export function reflectRows(
  z: Block,
  reflectors: Reflectors,
  order: ReflectionOrder,
  { rows, gram, t, products, scaled, packed }: ReflectionRoom,
): void {
  const { v, first, end, column, length, factors } = reflectors;
  const k = end - first;
  const vectors = part(v, first, column);
  const target = part(z, 0, column);
  const depth = length - column;
  const set = { effect: "set" } as const;
  const [byRows, byColumns] = [across(vectors), along(vectors)];
  multiplyBlocks({ m: k, n: k, k: depth, a: byRows, b: byRows, c: gram, ...set }, packed);
  const { reflectorTriangle } = wasm().exports;
  reflectorTriangle(t.at, gram.at, gram.stride, k, factors + 8 * first);
  const y = { m: rows, n: k, k: depth, a: across(target), b: byRows, c: products };
  multiplyBlocks({ ...y, ...set }, packed);
  const turned = order === "forward" ? along(t) : across(t);
  const w = { m: rows, n: k, k, a: across(products), b: turned, c: scaled };
  multiplyBlocks({ ...w, ...set }, packed);
  const update = { m: rows, n: depth, k, a: across(scaled), b: byColumns, c: target };
  multiplyBlocks({ ...update, effect: "subtract" }, packed);
}
