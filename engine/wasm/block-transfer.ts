// Matrices between typed arrays outside the shared memory and blocks in it; float32 is converted.
import { elementAt, type Block } from "./block-product.js";
import { memoryAs, type Floats } from "./floats.js";

/** Side of the squares that are transposed at once: their cache lines are used whole. */
const SQUARE = 16;

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

/** Visits all (i, j) square by square. */
function bySquares(rows: number, columns: number, visit: (i: number, j: number) => void): void {
  for (let i = 0; i < rows; i += SQUARE) {
    for (let j = 0; j < columns; j += SQUARE) {
      const [iEnd, jEnd] = [Math.min(rows, i + SQUARE), Math.min(columns, j + SQUARE)];
      for (let p = i; p < iEnd; p++) for (let q = j; q < jEnd; q++) visit(p, q);
    }
  }
}

/** A row-major rows × columns matrix, its columns as the block's rows. */
export function loadTransposed(to: Block, from: Floats, rows: number, columns: number): void {
  const elements = memoryAs(8);
  const [start, step] = [to.at / 8, to.stride / 8];
  bySquares(rows, columns, (i, j) => {
    elements[start + j * step + i] = from[i * columns + j] as number;
  });
}

/** The block's rows as columns of a row-major rows × columns matrix. */
export function storeTransposed(to: Floats, from: Block, rows: number, columns: number): void {
  const elements = memoryAs(8);
  const [start, step] = [from.at / 8, from.stride / 8];
  bySquares(rows, columns, (i, j) => {
    to[i * columns + j] = elements[start + j * step + i] as number;
  });
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
