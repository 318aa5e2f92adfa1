import { DomainError } from "../errors.js";
import type { Frame } from "./frame.js";
import { sharedInts } from "./shared.js";

/** All pairs of examples, or each example with itself; with that of the same number where x2 is another. */
export type Pairs = "all" | "own";

export interface PixelTiles {
  /** Most rows and columns of a tile. */
  readonly rows: number;
  readonly columns: number;
  /** For each tile of some rows its first row and column; the first of the rows is a multiple of 8. */
  readonly placesOf: (rows: RowRange) => Int32Array;
  readonly workspaceBytes: number;
  /** As many threads fit into the memory. */
  readonly threads: number;
}

/** Some rows of pairs. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** Tiles of this size stay near the second-level cache. */
const TILE_BYTES = 1 << 20;
/** Strips are whole steps of two vectors. */
const STEP_BYTES = 32;
const MOST_ROWS = 8;
const MOST_COLUMNS = 16;
/** What lists and workspaces may take of the 4 GiB that WebAssembly has. */
const MEMORY_LIMIT = 3 * 2 ** 30;

/**
 * One strip of a workspace, and the lists of its program.
 *
 * @throws {@link DomainError} when they need more memory than there is.
 */
export function checkPair(slots: number, lists: number): void {
  const least = slots * STEP_BYTES + lists;
  if (least > MEMORY_LIMIT) throw tooMuchMemory(least);
}

/**
 * Cuts the pairs of examples into tiles. Results do not depend on the cut, bit by bit.
 *
 * @throws {@link DomainError} when a single pair of examples needs more memory than there is.
 */
export function planTiles(
  frame: Frame,
  { pairs, slots, bytes, lists }: { pairs: Pairs; slots: number; bytes: number; lists: number },
): PixelTiles {
  const { n1, n2 } = frame;
  checkPair(slots, lists);
  const lanes = STEP_BYTES / bytes;
  let [rows, columns] = [1, lanes];
  const fits = (r: number, c: number) => slots * r * c * bytes <= TILE_BYTES;
  while (rows < Math.min(n1, MOST_ROWS) && fits(2 * rows, columns)) rows *= 2;
  while (columns < Math.min(n2, MOST_COLUMNS) && fits(rows, 2 * columns)) columns *= 2;
  // A strip has no fewer lanes, and one pass over the slots for several rows costs little more than for one.
  if (pairs === "own") rows = columns = Math.min(rows, lanes);
  const workspaceBytes = slots * rows * Math.ceil((columns * bytes) / STEP_BYTES) * STEP_BYTES;
  const size = { rows, columns, own: pairs === "own" };
  return {
    ...{ rows, columns, workspaceBytes },
    placesOf: (range) => sharedInts(placesOf(frame, range, size)),
    threads: Math.max(1, Math.floor((MEMORY_LIMIT - lists) / workspaceBytes)),
  };
}

/** The fewest tiles worth a thread, such that no more threads work than there are workspaces. */
export function grainFor(tiles: number, workspaces: number, threads: number): number {
  return workspaces >= threads ? 1 : Math.floor(tiles / (workspaces + 1)) + 1;
}

/** First rows and columns of tiles; of x1 with itself those that reach below the diagonal. */
function placesOf(
  { n2, triangle }: Frame,
  { first, last }: RowRange,
  { rows, columns, own }: { rows: number; columns: number; own: boolean },
): number[] {
  const places: number[] = [];
  for (let row = first; row < last; row += rows) {
    const end = own ? row + 1 : triangle ? Math.min(row + rows, n2) : n2;
    for (let column = own ? row : 0; column < end; column += columns) places.push(row, column);
  }
  return places;
}

/** Tiles of planes whose sums are in memory at a time. */
export interface PlaneStrip extends RowRange {
  /** For each tile its first row and column. */
  readonly places: Int32Array;
}

/** Tiles of planes in strips. */
export interface PlaneTiling {
  /** Rows and columns of a tile. */
  readonly edge: number;
  /** The most tiles that a strip has. */
  readonly most: number;
  readonly strips: () => Iterable<PlaneStrip>;
}

/** What the sums of a strip may take; eight rows may take more. */
const STRIP_BYTES = 1 << 24;

/**
 * Tiles of planes: as many examples as a strip of lanes has at least on both sides, so that those on the diagonal are
 * square.
 *
 * @param perPair - Bytes of a pair's sums.
 */
export function planPlaneTiles(
  frame: Frame,
  { pairs, bytes, perPair }: { pairs: Pairs; bytes: number; perPair: number },
): PlaneTiling {
  const { n1, n2 } = frame;
  const own = pairs === "own";
  const edge = STEP_BYTES / bytes;
  const across = own ? 1 : Math.ceil(n2 / edge);
  const eightRows = (MOST_ROWS / edge) * across * edge ** 2 * perPair;
  const size = { rows: edge, columns: edge, own };
  const height = Math.min(n1, MOST_ROWS * Math.max(1, Math.floor(STRIP_BYTES / eightRows)));
  return {
    edge,
    most: Math.ceil(height / edge) * across,
    *strips() {
      for (let first = 0; first < n1; first += height) {
        const rows = { first, last: Math.min(first + height, n1) };
        yield { ...rows, places: sharedInts(placesOf(frame, rows, size)) };
      }
    },
  };
}

function tooMuchMemory(bytes: number): DomainError {
  const size = (bytes / 2 ** 30).toFixed(1);
  return new DomainError(
    `kernel: a pair of images needs ${size} GiB of the ${MEMORY_LIMIT / 2 ** 30} GiB that there are, for all pairs of their pixels; use stax.flatten() in the place of a global pooling or attention, or shrink the images with strides or stax.avgPool first`,
  );
}
