import { DEPTH, panelWidth, roundUp, squareUnit, type PanelKind } from "./blocking.js";
import { floatKernels, sizeOfFloat, type Floats } from "./floats.js";
import { CHUNK_BYTES, findRows, rowsAtOnce } from "./rows.js";
import type { Scratch } from "./scratch.js";

/** A row-major matrix that is to be multiplied. */
export interface Operand {
  readonly data: Floats;
  /** Length of a row. */
  readonly columns: number;
  /** `across`: rows run along the summation index (A, or B transposed); `along`: columns do. */
  readonly direction: "across" | "along";
}

/** Panels that a window is packed into. */
export interface PackTarget {
  readonly kind: PanelKind;
  readonly to: number;
}

/** A window of an operand and where its panels go: X Xᵀ packs the same rows twice. */
export interface PackPayload extends Operand {
  /** The matrix's address; null outside of the shared memory. */
  readonly at: number | null;
  readonly targets: readonly PackTarget[];
  /** First row (A) or column (B) of the window, and how many. */
  readonly major: number;
  readonly majors: number;
  /** First summation index of the window, and how many. */
  readonly depth: number;
  readonly depths: number;
}

/** How many tiles a window takes: runs of the matrix's own rows. */
export function packTiles(payload: PackPayload): number {
  return payload.direction === "across"
    ? Math.ceil(payload.majors / rowsAcross(payload))
    : Math.ceil(payload.depths / rowsAlong(payload));
}

function rowsAcross({ data, targets, depths }: PackPayload): number {
  const size = sizeOfFloat(data);
  const [first, second] = targets;
  const unit = first && !second ? panelWidth(first.kind, size) : squareUnit();
  return rowsAtOnce(depths * size, unit);
}

/** A power of two, so that a run of rows lies in one block of DEPTH steps. */
function rowsAlong({ data, majors }: PackPayload): number {
  const rows = CHUNK_BYTES / (majors * sizeOfFloat(data));
  return Math.min(DEPTH, Math.max(1, 2 ** Math.floor(Math.log2(rows))));
}

export const packTasks = {
  /** Packs one run of rows of a window. */
  pack: (payload: PackPayload, tile: number, scratch: Scratch): void => {
    if (payload.direction === "across") packAcross(payload, tile, scratch);
    else packAlong(payload, tile, scratch);
  },
};

function packAcross(payload: PackPayload, tile: number, { ptr: scratch }: Scratch): void {
  const { data, targets, major, majors, depth, depths } = payload;
  const size = sizeOfFloat(data);
  const first = tile * rowsAcross(payload);
  const rows = Math.min(rowsAcross(payload), majors - first);
  const run = { ...payload, first: major + first, rows, column: depth, length: depths };
  const { ptr, stride } = findRows(run, scratch);
  for (const { kind, to } of targets) {
    const width = panelWidth(kind, size);
    const pack = floatKernels(size).packAcross[kind];
    for (let k = 0; k < depths; k += DEPTH) {
      const steps = Math.min(DEPTH, depths - k);
      const at = to + (k * roundUp(majors, width) + first * steps) * size;
      pack(at, steps * width * size, ptr + k * size, stride, rows, steps);
    }
  }
}

function packAlong(payload: PackPayload, tile: number, { ptr: scratch }: Scratch): void {
  const { data, targets, major, majors, depth, depths } = payload;
  const size = sizeOfFloat(data);
  const first = tile * rowsAlong(payload);
  const rows = Math.min(rowsAlong(payload), depths - first);
  const run = { ...payload, first: depth + first, rows, column: major, length: majors };
  const { ptr, stride } = findRows(run, scratch);
  const block = first - (first % DEPTH);
  const steps = Math.min(DEPTH, depths - block);
  for (const { kind, to } of targets) {
    const width = panelWidth(kind, size);
    const at = to + (block * roundUp(majors, width) + (first - block) * width) * size;
    const pack = floatKernels(size).packAlong[kind];
    pack(at, steps * width * size, ptr, stride, majors, rows);
  }
}
