import { checkInterrupt } from "../platform/interrupt.js";
import { BLOCK, PANEL_ROW, panelWidth, roundUp, WHOLE } from "./blocking.js";
import { floatKernels, sizeOfFloat, type Floats, type FloatSize } from "./floats.js";
import {
  findRows,
  loadTurned,
  rowsAtOnce,
  storeTurned,
  writeRows,
  type LoadedRows,
} from "./rows.js";
import type { Scratch } from "./scratch.js";

/**
 * L X = B. L is packed as A panels in square blocks of its lower triangle, X lies in B panels.
 * Lᵀ X = B is the same problem turned: with the order of rows and columns reversed, Lᵀ is lower.
 */
export interface TriangularFrame {
  readonly size: FloatSize;
  readonly n: number;
  readonly l: number;
  readonly x: number;
  /** Bytes from panel to panel of X. */
  readonly stride: number;
  /** Lᵀ X = B is solved. */
  readonly turned: boolean;
}

export interface FactorPayload extends TriangularFrame {
  readonly data: Floats;
  /** Its address; null outside of the shared memory. */
  readonly at: number | null;
}

/** So many right-hand sides are in X. */
export interface SolvePayload extends TriangularFrame {
  readonly columns: number;
}

/** Where they come from or go to: columns from `column` on of a matrix. */
export interface SidesPayload extends SolvePayload {
  readonly data: Floats;
  readonly at: number | null;
  /** Length of a row of `data`. */
  readonly allColumns: number;
  readonly column: number;
}

/** Panels of X that a thread solves together: a block of L from the last cache serves so many. */
export const TILE_PANELS = 16;

export function paddedOrder(n: number, size: FloatSize): number {
  return roundUp(n, panelWidth("A", size));
}

export function factorTiles({ n }: TriangularFrame): number {
  return Math.ceil(n / BLOCK);
}

export function factorBytes(n: number, size: FloatSize): number {
  const blocks = Math.ceil(n / BLOCK);
  return ((blocks * (blocks + 1)) / 2) * BLOCK * BLOCK * size;
}

export function sidesTiles({ n, columns, size }: SidesPayload): number {
  return Math.ceil(n / rowsAtOnce(columns * size, 1));
}

export function solveTiles({ columns, size }: SolvePayload): number {
  return Math.ceil(columns / (TILE_PANELS * panelWidth("B", size)));
}

/** Address of the block of rows I and columns K ≤ I. */
export function blockAt({ l, size }: TriangularFrame, i: number, k: number): number {
  return l + ((i * (i + 1)) / 2 + k) * BLOCK * BLOCK * size;
}

/** Rows of a block, padded to whole A panels. */
export function blockRows({ n, size }: TriangularFrame, i: number): number {
  return Math.min(BLOCK, paddedOrder(n, size) - i * BLOCK);
}

/** A block of rows of L, run by run. */
function forRuns(
  payload: FactorPayload,
  block: number,
  use: (first: number, rows: number) => void,
) {
  const { n, size } = payload;
  const end = Math.min(n, (block + 1) * BLOCK);
  const most = rowsAtOnce(n * size, panelWidth("A", size));
  for (let first = block * BLOCK; first < end; first += most) {
    use(first, Math.min(most, end - first));
  }
}

export function packRows(payload: FactorPayload, i: number, { ptr }: Scratch): void {
  const { data, at, n, size } = payload;
  const pack = floatKernels(size).packAcross.A;
  forRuns(payload, i, (first, rows) => {
    const place = findRows({ data, at, columns: n, first, rows, column: 0, length: n }, ptr);
    for (let k = 0; k <= i; k++) {
      const depth = blockRows(payload, k);
      const to = blockAt(payload, i, k) + (first - i * BLOCK) * depth * size;
      const from = place.ptr + k * BLOCK * size;
      const present = Math.min(depth, n - k * BLOCK);
      pack(to, depth * panelWidth("A", size) * size, from, place.stride, rows, present);
    }
  });
}

/** Rows of the turned L are columns of the lower matrix that stands for Lᵀ. */
function packTurned(payload: FactorPayload, k: number, { ptr }: Scratch): void {
  const { data, n, size } = payload;
  const width = panelWidth("A", size);
  const pack = floatKernels(size).packAlong.A;
  const depth = blockRows(payload, k);
  forRuns(payload, k, (first, rows) => {
    loadTurned({ data, columns: n, first, rows, column: 0, length: n, allRows: n }, ptr);
    for (let i = k; i * BLOCK < n; i++) {
      const to = blockAt(payload, i, k) + (first - k * BLOCK) * width * size;
      const from = ptr + i * BLOCK * size;
      pack(to, depth * width * size, from, n * size, Math.min(BLOCK, n - i * BLOCK), rows);
    }
  });
}

function sidesRun(payload: SidesPayload, tile: number) {
  const { data, at, n, size, allColumns, column, columns } = payload;
  const most = rowsAtOnce(columns * size, 1);
  const first = tile * most;
  const rows = Math.min(most, n - first);
  return { data, at, columns: allColumns, first, rows, column, length: columns, allRows: n };
}

/** Rows are turned in scratch, wherever they are. */
function findTurned(run: ReturnType<typeof sidesRun>, scratch: number): LoadedRows {
  loadTurned(run, scratch);
  return { ptr: scratch, stride: run.length * sizeOfFloat(run.data) };
}

export const triangularTasks = {
  /** Packs one block of rows of L. */
  packFactor: (payload: FactorPayload, tile: number, scratch: Scratch): void => {
    if (payload.turned) packTurned(payload, tile, scratch);
    else packRows(payload, tile, scratch);
  },

  /** A run of rows of the right-hand sides. */
  loadSides: (payload: SidesPayload, tile: number, { ptr }: Scratch): void => {
    const { size, x, stride, columns, turned } = payload;
    const run = sidesRun(payload, tile);
    const from = turned ? findTurned(run, ptr) : findRows(run, ptr);
    const pack = floatKernels(size).packAlong.B;
    pack(x + run.first * PANEL_ROW, stride, from.ptr, from.stride, columns, run.rows);
  },

  /** A few panels of X: X_i = L_ii⁻¹ (B_i − Σ_{k<i} L_ik X_k). */
  solvePanels: (payload: SolvePayload, tile: number): void => {
    const { size, n, x, stride, columns } = payload;
    const width = panelWidth("B", size);
    const firstPanel = tile * TILE_PANELS;
    const panels = Math.min(TILE_PANELS, Math.ceil(columns / width) - firstPanel);
    const { multiplySubtract, solve } = floatKernels(size);
    const rowsAt = (i: number): number => x + firstPanel * stride + i * BLOCK * PANEL_ROW;
    for (let i = 0; i * BLOCK < n; i++) {
      checkInterrupt();
      const rows = blockRows(payload, i);
      for (let k = 0; k < i; k++) {
        multiplySubtract(
          ...([rows / panelWidth("A", size), panels, BLOCK] as const),
          ...([blockAt(payload, i, k), rowsAt(k), stride] as const),
          ...([rowsAt(i), PANEL_ROW, stride, WHOLE] as const),
        );
      }
      solve(rows, blockAt(payload, i, i), rowsAt(i), stride, panels);
    }
  },

  /** A run of rows of the solution. */
  storeSides: (payload: SidesPayload, tile: number, { ptr }: Scratch): void => {
    const { size, x, stride, columns, turned } = payload;
    const run = sidesRun(payload, tile);
    const unpack = (to: LoadedRows) => {
      const from = x + run.first * PANEL_ROW;
      floatKernels(size).unpackAlong(to.ptr, to.stride, from, stride, columns, run.rows);
    };
    if (!turned) return writeRows(run, ptr, unpack);
    unpack({ ptr, stride: columns * size });
    storeTurned(run, ptr);
  },
};
