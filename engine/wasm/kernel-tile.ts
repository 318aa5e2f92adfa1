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
  const { exports } = wasm();
  const { row, rows, column, columns } = placeOf(payload, tile, exports.tileEdge());
  const compute = payload.single ? exports.kernelTile32 : exports.kernelTile64;
  const [w, ntk] = [scratch.ptr, scratch.ptr + tileBytes(payload.single)];
  compute(payload.job, row, rows, column, columns, w);
  const place = { row, rows, column, columns };
  if (payload.nngp !== null) hand(w, payload.nngp, payload, place);
  if (payload.ntk !== null) hand(ntk, payload.ntk, payload, place);
}

function tileBytes(single: boolean): number {
  return wasm().exports.tileEdge() ** 2 * (single ? 4 : 8);
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

/** From scratch into a result, and once more turned over the diagonal when x1 = x2. */
function hand(at: number, out: Matrix, payload: KernelTilePayload, place: Place): void {
  const { exports } = wasm();
  const { single, triangle, n2 } = payload;
  const diagonal = triangle && place.row === place.column;
  if (diagonal) (single ? exports.symmetriseTile32 : exports.symmetriseTile64)(at);
  write(at, out, n2, place);
  if (!triangle || diagonal) return;
  (single ? exports.turnTile32 : exports.turnTile64)(at);
  const { row, rows, column, columns } = place;
  write(at, out, n2, { row: column, rows: columns, column: row, columns: rows });
}

function write(
  at: number,
  out: Matrix,
  width: number,
  { row, rows, column, columns }: Place,
): void {
  const lines = linesAt(at, out instanceof Float32Array);
  for (let r = 0; r < rows; r++) {
    const line = lines[r] as Matrix;
    out.set(columns < line.length ? line.subarray(0, columns) : line, (row + r) * width + column);
  }
}

/** Views of a tile's rows; making them anew for each tile would cost more than the copies. */
const knownLines = new Map<string, readonly Matrix[]>();

function linesAt(at: number, single: boolean): readonly Matrix[] {
  const key = `${at} ${String(single)}`;
  const known = knownLines.get(key);
  if (known !== undefined) return known;
  const { buffer } = wasm().memory;
  const edge = wasm().exports.tileEdge();
  const View = single ? Float32Array : Float64Array;
  const lines = Array.from(
    { length: edge },
    (_, r) => new View(buffer, at + r * edge * View.BYTES_PER_ELEMENT, edge),
  );
  knownLines.set(key, lines);
  return lines;
}

export const kernelTileTasks = { kernelTile };
