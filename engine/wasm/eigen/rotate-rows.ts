import { elementAt, type Block } from "../block-product.js";
import { wasm } from "../loader.js";

export interface RowPair {
  readonly x: number;
  readonly y: number;
  readonly column: number;
  readonly length: number;
}

/** Rows x and y of a matrix become c x + s y and c y − s x. */
export function rotateRows(
  rows: Block,
  { x, y, column, length }: RowPair,
  cosine: number,
  sine: number,
): void {
  const [p, q] = [elementAt(rows, x, column), elementAt(rows, y, column)];
  wasm().exports.rotatePair(p, q, length, cosine, sine);
}
