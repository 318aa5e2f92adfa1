// One tile of an infinite-width kernel: computed in this thread's scratch, then written to the results,
// and mirrored when x1 = x2.
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

type Matrix = Float64Array | Float32Array;

export interface KernelTilePayload {
  /** Address of the job (engine/kernel/program.ts). */
  readonly job: number;
  readonly n1: number;
  readonly n2: number;
  /** x1 = x2: only tiles on and below the diagonal are computed. */
  readonly triangle: boolean;
  readonly single: boolean;
  readonly nngp: Matrix | null;
  readonly ntk: Matrix | null;
}

interface Place {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

/** How many tiles a kernel has. */
export function kernelTiles(n1: number, n2: number, triangle: boolean): number {
  const edge = wasm().exports.tileEdge();
  const down = Math.ceil(n1 / edge);
  return triangle ? (down * (down + 1)) / 2 : down * Math.ceil(n2 / edge);
}

function kernelTile(payload: KernelTilePayload, tile: number, scratch: Scratch): void {
  const { exports, memory } = wasm();
  const edge = exports.tileEdge();
  const place = placeOf(payload, tile, edge);
  const bytes = edge * edge * (payload.single ? 4 : 8);
  const compute = payload.single ? exports.kernelTile32 : exports.kernelTile64;
  const { row, rows, column, columns } = place;
  compute(payload.job, row, rows, column, columns, scratch.ptr, scratch.ptr + bytes);
  const results = [payload.nngp, payload.ntk];
  results.forEach((result, which) => {
    if (result === null) return;
    const at = scratch.ptr + which * bytes;
    const View = payload.single ? Float32Array : Float64Array;
    write(new View(memory.buffer, at, edge * edge), edge, result, payload, place);
  });
}

function placeOf({ n1, n2, triangle }: KernelTilePayload, tile: number, edge: number): Place {
  const across = Math.ceil(n2 / edge);
  // The largest i with i(i + 1)/2 ≤ tile.
  const i = triangle ? Math.floor((Math.sqrt(8 * tile + 1) - 1) / 2) : Math.floor(tile / across);
  const j = triangle ? tile - (i * (i + 1)) / 2 : tile % across;
  const [row, column] = [i * edge, j * edge];
  const rows = Math.min(edge, n1 - row);
  return { row, rows, column, columns: Math.min(edge, n2 - column) };
}

function write(
  tile: Matrix,
  edge: number,
  out: Matrix,
  { n2, triangle }: KernelTilePayload,
  { row, rows, column, columns }: Place,
): void {
  const diagonal = triangle && row === column;
  for (let r = 0; r < rows; r++) {
    const end = diagonal ? r + 1 : columns;
    const to = (row + r) * n2 + column;
    const from = r * edge;
    for (let c = 0; c < end; c++) out[to + c] = tile[from + c] as number;
  }
  if (triangle) mirror(tile, edge, out, n2, { row, rows, column, columns });
}

/** out[column + c, row + r] = tile[r, c]; of a tile on the diagonal what lies below it. */
function mirror(
  tile: Matrix,
  edge: number,
  out: Matrix,
  n: number,
  { row, rows, column, columns }: Place,
): void {
  for (let c = 0; c < columns; c++) {
    const to = (column + c) * n + row;
    const first = row === column ? c + 1 : 0;
    for (let r = first; r < rows; r++) out[to + r] = tile[r * edge + c] as number;
  }
}

export const kernelTileTasks = { kernelTile };
