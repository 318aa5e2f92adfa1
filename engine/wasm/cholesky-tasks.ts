import { BLOCK, PANEL_ROW, panelWidth } from "./blocking.js";
import { floatKernels, memoryAs, type Floats, type FloatSize } from "./floats.js";
import { findRows, rowsAtOnce, writeRows } from "./rows.js";
import type { Scratch } from "./scratch.js";

/** A square matrix in B panels in the arena, its order padded. */
export interface SquareFrame {
  readonly size: FloatSize;
  readonly order: number;
  readonly matrix: number;
  /** Bytes from panel to panel. */
  readonly stride: number;
}

/** The same matrix outside. */
export interface SquarePayload extends SquareFrame {
  readonly data: Floats;
  /** Its address; null outside of the shared memory. */
  readonly at: number | null;
  readonly n: number;
}

/** One step: rows [first, first + rows) of U are being finished. */
export interface StepPayload extends SquareFrame {
  readonly first: number;
  readonly rows: number;
  /** The block's triangle, and the finished rows, as A panels. */
  readonly triangle: number;
  readonly panels: number;
}

export function squareTiles({ n, size }: SquarePayload): number {
  return Math.ceil(n / rowsAtOnce(n * size, panelWidth("B", size)));
}

/** Blocks of columns to the right of a step. */
export function columnBlocks({ order, first, rows }: StepPayload): number {
  return Math.ceil((order - first - rows) / BLOCK);
}

/** Address of the element at a row and the first column of a panel. */
export function panelAt(
  { size, matrix, stride }: SquareFrame,
  row: number,
  column: number,
): number {
  return matrix + (column / panelWidth("B", size)) * stride + row * PANEL_ROW;
}

function runOf({ data, at, n, size }: SquarePayload, tile: number) {
  const most = rowsAtOnce(n * size, panelWidth("B", size));
  const first = tile * most;
  const rows = Math.min(most, n - first);
  return { data, at, columns: n, first, rows, column: 0, length: n };
}

function columnsOf({ order, first, rows }: StepPayload, block: number) {
  const column = first + rows + block * BLOCK;
  return { column, columns: Math.min(BLOCK, order - column) };
}

/** The t-th pair i ≤ j in the order (0,0), (0,1), (1,1), (0,2), … */
function pairOf(t: number): { i: number; j: number } {
  const j = Math.floor((Math.sqrt(8 * t + 1) - 1) / 2);
  return { i: t - (j * (j + 1)) / 2, j };
}

export const choleskyTasks = {
  /** Rows of the lower triangle become columns of U's panels, up to the diagonal. */
  choleskyLoad: (payload: SquarePayload, tile: number, scratch: Scratch): void => {
    const { size, stride } = payload;
    const run = runOf(payload, tile);
    const from = findRows(run, scratch.ptr);
    const pack = floatKernels(size).packAcross.B;
    const { first, rows } = run;
    pack(panelAt(payload, 0, first), stride, from.ptr, from.stride, rows, first + rows);
  },

  /** Columns of U as rows of L, zeros above the diagonal. */
  choleskyStore: (payload: SquarePayload, tile: number, scratch: Scratch): void => {
    const { n, size, stride } = payload;
    const run = runOf(payload, tile);
    const { first, rows } = run;
    writeRows(run, scratch.ptr, (to) => {
      const unpack = floatKernels(size).unpackAcross;
      unpack(to.ptr, to.stride, panelAt(payload, 0, first), stride, rows, first + rows);
      const elements = memoryAs(size);
      for (let i = 0; i < rows; i++) {
        const row = (to.ptr + i * to.stride) / size;
        elements.fill(0, row + first + i + 1, row + n);
      }
    });
  },

  /** A block of columns of the finished rows: U_kj = L_kk⁻¹ A_kj, also as A panels. */
  choleskyRows: (payload: StepPayload, tile: number): void => {
    const { size, first, rows, matrix, stride, triangle, panels } = payload;
    const { column, columns } = columnsOf(payload, tile);
    const { solve, repack } = floatKernels(size);
    const at = panelAt(payload, first, column);
    solve(rows, triangle, at, stride, columns / panelWidth("B", size));
    repack(panels + tile * BLOCK * rows * size, matrix, stride, first, rows, column, columns);
  },

  /** A block on or above the diagonal: A_ij −= U_kiᵀ U_kj. */
  choleskyUpdate: (payload: StepPayload, tile: number): void => {
    const { size, first, rows, stride, panels } = payload;
    const { i, j } = pairOf(tile);
    const { column: row, columns: height } = columnsOf(payload, i);
    const { column, columns } = columnsOf(payload, j);
    floatKernels(size).multiplySubtract(
      ...([height / panelWidth("A", size), columns / panelWidth("B", size), rows] as const),
      ...([panels + i * BLOCK * rows * size, panelAt(payload, first, column), stride] as const),
      ...([panelAt(payload, row, column), PANEL_ROW, stride, column - row] as const),
    );
  },
};
