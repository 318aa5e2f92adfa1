// Matrices between typed arrays outside the shared memory and blocks in it; float32 is converted.
import type { Arena } from "./arena.js";
import { elementAt, newBlock, type Block } from "./block-product.js";
import { memoryAs, type Floats } from "./floats.js";
import { wasm } from "./loader.js";

/** A row-major matrix. */
export function loadBlock(to: Block, from: Floats, rows: number, columns: number): void {
  const elements = memoryAs(8);
  for (let i = 0; i < rows; i++) {
    elements.set(from.subarray(i * columns, (i + 1) * columns), elementAt(to, i, 0) / 8);
  }
}

export function storeBlock(to: Floats, from: Block, rows: number, columns: number): void {
  const elements = memoryAs(8);
  for (let i = 0; i < rows; i++) {
    const start = elementAt(from, i, 0) / 8;
    to.set(elements.subarray(start, start + columns), i * columns);
  }
}

/** A row-major rows × columns matrix, its columns as the block's rows. */
export function loadTransposed(
  arena: Arena,
  to: Block,
  from: Floats,
  rows: number,
  columns: number,
): void {
  const block = newBlock(arena, rows, columns);
  loadBlock(block, from, rows, columns);
  const list = arena.bytes(4 * rows);
  new Int32Array(memoryAs(8).buffer, list, rows).forEach((_, i, order) => (order[i] = i));
  const { at, stride } = block;
  wasm().exports.transposeRows(to.at, to.stride, at, stride, list, rows, columns);
}

/** Rows of a block, in an order, that are to be columns. */
export interface OrderedRows {
  readonly rows: Block;
  readonly order: readonly number[];
  readonly length: number;
}

/** They become the columns of a row-major length × order.length matrix. */
export function storeColumns(arena: Arena, to: Floats, { rows, order, length }: OrderedRows): void {
  const count = order.length;
  const turned = newBlock(arena, length, count);
  const list = arena.bytes(4 * count);
  new Int32Array(memoryAs(8).buffer, list, count).set(order);
  const { at, stride } = rows;
  wasm().exports.transposeRows(turned.at, turned.stride, at, stride, list, count, length);
  storeBlock(to, turned, length, count);
}

/** The block's first rows as columns of a row-major rows × columns matrix. */
export function storeTransposed(
  arena: Arena,
  to: Floats,
  from: Block,
  rows: number,
  columns: number,
): void {
  const order = Array.from({ length: columns }, (_, i) => i);
  storeColumns(arena, to, { rows: from, order, length: rows });
}

/** The block's first rows and columns become those of the identity. */
export function setIdentity(to: Block, rows: number, columns: number): void {
  const elements = memoryAs(8);
  for (let i = 0; i < rows; i++) {
    const start = elementAt(to, i, 0) / 8;
    elements.fill(0, start, start + columns);
    if (i < columns) elements[start + i] = 1;
  }
}
