// One tile of the kernel of a network with pixels: computed in this thread's workspace, then written to
// the results, and mirrored when x1 = x2.
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

type Matrix = Float64Array | Float32Array;

export interface PixelTilePayload {
  /** Address of the job (engine/kernel/program.ts). */
  readonly job: number;
  readonly n1: number;
  readonly n2: number;
  /** x1 = x2: what lies above the diagonal is mirrored. */
  readonly triangle: boolean;
  /** Only pairs of an example with itself are computed: examples × slots. */
  readonly diagonal: boolean;
  readonly single: boolean;
  /** Most rows and columns of a tile. */
  readonly rows: number;
  readonly columns: number;
  /** For each tile its first row and column. */
  readonly places: Int32Array;
  /** Address of the first thread's workspace, and bytes of each. */
  readonly workspace: number;
  readonly workspaceBytes: number;
  /** First slots of the result's covariances and tangent kernels, and how many slots there are. */
  readonly w: number;
  readonly tangent: number;
  readonly slots: number;
  /** For each slot that of the turned pair of pixels. */
  readonly turned: Int32Array;
  /** A kernel that is there before the program runs, from a row on, and the slots where it belongs. */
  readonly givenFirst: number;
  readonly givenNngp: Matrix | null;
  readonly givenNtk: Matrix | null;
  readonly givenW: number;
  readonly givenTangent: number;
  /** Pairs of examples × slots. */
  readonly nngp: Matrix | null;
  readonly ntk: Matrix | null;
}

function pixelTile(payload: PixelTilePayload, tile: number, scratch: Scratch): void {
  const { exports } = wasm();
  const workspace = payload.workspace + scratch.thread * payload.workspaceBytes;
  const [row, column] = [payload.places[2 * tile] ?? 0, payload.places[2 * tile + 1] ?? 0];
  const place = {
    ...{ row, column },
    rows: Math.min(payload.rows, payload.n1 - row),
    columns: Math.min(payload.columns, payload.n2 - column),
  };
  const { givenNngp, givenNtk, givenW, givenTangent } = payload;
  if (givenNngp !== null) read(givenNngp, payload, { ...place, workspace, slot: givenW });
  if (givenNtk !== null) read(givenNtk, payload, { ...place, workspace, slot: givenTangent });
  const compute = payload.single ? exports.pixelTile32 : exports.pixelTile64;
  compute(payload.job, workspace, row, place.rows, column, place.columns);
  if (payload.nngp !== null) write(payload.nngp, payload, { ...place, workspace, slot: payload.w });
  if (payload.ntk !== null) {
    write(payload.ntk, payload, { ...place, workspace, slot: payload.tangent });
  }
}

interface Place {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  readonly workspace: number;
  /** The first slot to write. */
  readonly slot: number;
}

function write(out: Matrix, payload: PixelTilePayload, place: Place): void {
  const { n2, slots, triangle, turned } = payload;
  const { row, rows, column, columns } = place;
  const { view, strip } = registerOf(payload, place);
  for (let slot = 0; slot < slots; slot++) {
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const [i, j] = [row + r, column + c];
        if (triangle && j > i) break;
        if (payload.diagonal && j !== i) continue;
        const value = view[(slot * rows + r) * strip + c] as number;
        out[(payload.diagonal ? i : i * n2 + j) * slots + slot] = value;
        if (triangle) out[(j * n2 + i) * slots + (turned[slot] as number)] = value;
      }
    }
  }
}

/** Fills a register of one slot. */
function read(from: Matrix, payload: PixelTilePayload, place: Place): void {
  const { view, strip } = registerOf({ ...payload, slots: 1 }, place);
  const { rows, column, columns } = place;
  const first = place.row - payload.givenFirst;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const [i, j] = [first + r, column + c];
      view[r * strip + c] = from[payload.diagonal ? i : i * payload.n2 + j] as number;
    }
  }
}

/** Strips are padded to whole steps of two vectors. */
function registerOf(
  { single, slots }: PixelTilePayload,
  { rows, columns, workspace, slot }: Place,
): { view: Matrix; strip: number } {
  const View = single ? Float32Array : Float64Array;
  const step = 32 / View.BYTES_PER_ELEMENT;
  const strip = Math.ceil(columns / step) * step;
  const start = workspace + slot * rows * strip * View.BYTES_PER_ELEMENT;
  return { view: new View(wasm().memory.buffer, start, slots * rows * strip), strip };
}

export const pixelTileTasks = { pixelTile };
