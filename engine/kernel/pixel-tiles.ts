import { DomainError } from "../errors.js";
import type { Frame } from "./frame.js";
import { sharedInts } from "./shared.js";

/** All pairs of examples, or each example with itself; with that of the same number where x2 is another. */
export type Pairs = "all" | "own";

export interface PixelTiles {
  /** Most rows and columns of a tile. */
  readonly rows: number;
  readonly columns: number;
  /** For each tile its first row and column. */
  readonly places: Int32Array;
  readonly workspaceBytes: number;
  /** As many threads fit into the memory. */
  readonly threads: number;
}

/** Tiles of this size stay near the second-level cache. */
const TILE_BYTES = 1 << 20;
/** Strips are whole steps of two vectors. */
const STEP_BYTES = 32;
const MOST_ROWS = 8;
const MOST_COLUMNS = 16;
/** What all workspaces may take of the 4 GiB that WebAssembly has. */
const MEMORY_LIMIT = 3 * 2 ** 30;

/**
 * Cuts the pairs of examples into tiles. Results do not depend on the cut, bit by bit.
 *
 * @throws {@link DomainError} when a single pair of examples needs more memory than there is.
 */
export function planTiles(
  frame: Frame,
  { pairs, slots, bytes }: { pairs: Pairs; slots: number; bytes: number },
): PixelTiles {
  const { n1, n2, triangle } = frame;
  const least = slots * STEP_BYTES;
  if (least > MEMORY_LIMIT) throw tooMuchMemory(least);
  const lanes = STEP_BYTES / bytes;
  let [rows, columns] = [1, lanes];
  const fits = (r: number, c: number) => slots * r * c * bytes <= TILE_BYTES;
  while (rows < Math.min(n1, MOST_ROWS) && fits(2 * rows, columns)) rows *= 2;
  while (columns < Math.min(n2, MOST_COLUMNS) && fits(rows, 2 * columns)) columns *= 2;
  if (pairs === "own") [rows, columns] = [1, 1];
  const workspaceBytes = slots * rows * Math.ceil((columns * bytes) / STEP_BYTES) * STEP_BYTES;
  const places: number[] = [];
  for (let row = 0; row < n1; row += rows) {
    if (pairs === "own") {
      places.push(row, row);
      continue;
    }
    const last = triangle ? Math.min(row + rows, n1) : n2;
    for (let column = 0; column < last; column += columns) places.push(row, column);
  }
  return {
    ...{ rows, columns, workspaceBytes },
    places: sharedInts(places),
    threads: Math.max(1, Math.floor(MEMORY_LIMIT / workspaceBytes)),
  };
}

export type PixelPlaneTiles = Pick<PixelTiles, "rows" | "columns" | "places">;

/**
 * Tiles of planes: as many examples as a strip has at least on both sides, so that those on the diagonal
 * are square.
 */
export function planPlaneTiles(
  { n1, n2, triangle }: Frame,
  { pairs, bytes }: { pairs: Pairs; bytes: number },
): PixelPlaneTiles {
  const edge = pairs === "own" ? 1 : STEP_BYTES / bytes;
  const places: number[] = [];
  for (let row = 0; row < n1; row += edge) {
    const first = pairs === "own" ? row : 0;
    const last = triangle || pairs === "own" ? row + 1 : n2;
    for (let column = first; column < last; column += edge) places.push(row, column);
  }
  return { rows: edge, columns: edge, places: sharedInts(places) };
}

function tooMuchMemory(bytes: number): DomainError {
  const size = (bytes / 2 ** 30).toFixed(1);
  return new DomainError(
    `kernel: a pair of images needs ${size} GiB of the ${MEMORY_LIMIT / 2 ** 30} GiB that there are, for all pairs of their pixels; end the network in stax.flatten() instead of a global pooling, or shrink the images with strides or stax.avgPool first`,
  );
}
