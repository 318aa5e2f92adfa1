import { elementAt, type Block } from "../block-product.js";
import { memoryAs } from "../floats.js";

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
  const elements = memoryAs(8);
  const [p, q] = [elementAt(rows, x, column) / 8, elementAt(rows, y, column) / 8];
  for (let k = 0; k < length; k++) {
    const [a, b] = [elements[p + k] as number, elements[q + k] as number];
    elements[p + k] = cosine * a + sine * b;
    elements[q + k] = cosine * b - sine * a;
  }
}
