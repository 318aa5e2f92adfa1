import type { FloatSize } from "./floats.js";
import { wasm } from "./loader.js";

/** A matrix, rows one after the other, and a vector, by their addresses. */
export interface MatvecPayload {
  readonly size: FloatSize;
  readonly matrix: number;
  readonly rows: number;
  readonly columns: number;
  readonly vector: number;
  readonly out: number;
}

/** Elements of the matrix that a tile reads: some 20 µs. */
const TILE = 1 << 16;

/** Rows of a tile of dot products: whole vectors of them. */
function rowsOfTile({ columns }: MatvecPayload): number {
  return 4 * Math.max(1, Math.floor(TILE / (4 * Math.max(columns, 1))));
}

/** Columns of a tile of weighted rows: whole cache lines. */
function columnsOfTile({ rows }: MatvecPayload): number {
  return 16 * Math.max(1, Math.floor(TILE / (16 * Math.max(rows, 1))));
}

export function dotTiles(payload: MatvecPayload): number {
  return Math.ceil(payload.rows / rowsOfTile(payload));
}

export function weightedTiles(payload: MatvecPayload): number {
  return Math.ceil(payload.columns / columnsOfTile(payload));
}

export const matvecTasks = {
  /** Some rows times the vector. */
  rowDots: (payload: MatvecPayload, tile: number): void => {
    const { size, matrix, rows, columns, vector, out } = payload;
    const first = tile * rowsOfTile(payload);
    const count = Math.min(rowsOfTile(payload), rows - first);
    const { exports } = wasm();
    const dots = size === 8 ? exports.rowDots64 : exports.rowDots32;
    const stride = columns * size;
    dots(out + first * size, matrix + first * stride, stride, count, columns, vector);
  },

  /** Some columns of the vector times all rows. */
  weightedRows: (payload: MatvecPayload, tile: number): void => {
    const { size, matrix, rows, columns, vector, out } = payload;
    const first = tile * columnsOfTile(payload);
    const count = Math.min(columnsOfTile(payload), columns - first);
    const { exports } = wasm();
    const weighted = size === 8 ? exports.weightedRows64 : exports.weightedRows32;
    const skip = first * size;
    weighted(out + skip, matrix + skip, columns * size, rows, count, vector);
  },
};
