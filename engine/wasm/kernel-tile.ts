// One tile of an infinite-width kernel: computed in this thread's scratch, then written to the results,
// and mirrored when x1 = x2.
import { storeTile, type TilePlace, type TileResult } from "./kernel-tile-store.js";
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

export interface KernelTilePayload {
  /** Address of the job (engine/kernel/program.ts). */
  readonly job: number;
  readonly n1: number;
  readonly n2: number;
  /** x1 = x2: only tiles on and below the diagonal are computed. */
  readonly triangle: boolean;
  readonly single: boolean;
  readonly nngp: TileResult | null;
  readonly ntk: TileResult | null;
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
  if (payload.nngp !== null) storeTile(w, payload.nngp, payload, place);
  if (payload.ntk !== null) storeTile(ntk, payload.ntk, payload, place);
}

function tileBytes(single: boolean): number {
  return wasm().exports.tileEdge() ** 2 * (single ? 4 : 8);
}

function placeOf({ n1, n2, triangle }: KernelTilePayload, tile: number, edge: number): TilePlace {
  const across = Math.ceil(n2 / edge);
  // The largest i with i(i + 1)/2 ≤ tile.
  const i = triangle ? Math.floor((Math.sqrt(8 * tile + 1) - 1) / 2) : Math.floor(tile / across);
  const j = triangle ? tile - (i * (i + 1)) / 2 : tile % across;
  const [row, column] = [i * edge, j * edge];
  const rows = Math.min(edge, n1 - row);
  return { row, rows, column, columns: Math.min(edge, n2 - column) };
}

export const kernelTileTasks = { kernelTile };
