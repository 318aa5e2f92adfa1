import { DEPTH, panelWidth, roundUp, squareUnit, type PanelKind } from "./blocking.js";
import { floatKernels, sizeOfFloat, type Floats, type FloatSize } from "./floats.js";
import { CHUNK_BYTES, loadRows, rowsAtOnce } from "./rows.js";
import type { Scratch } from "./scratch.js";
import { loadWindows, type WindowOperand } from "./windows.js";

/** A row-major matrix outside the shared memory that is to be multiplied. */
export interface MatrixOperand {
  readonly data: Floats;
  /** Length of a row. */
  readonly columns: number;
  /** `across`: rows run along the summation index (A, or B transposed); `along`: columns do. */
  readonly direction: "across" | "along";
}

/** What is multiplied: a matrix, or the windows of a convolution, whose matrix is never made. */
export type Operand = MatrixOperand | WindowOperand;

/** Panels that a window is packed into. */
export interface PackTarget {
  readonly kind: PanelKind;
  readonly to: number;
}

/** A window of an operand and where its panels go: X Xᵀ packs the same rows twice. */
export type PackPayload = Operand & PackWindow;

interface PackWindow {
  readonly targets: readonly PackTarget[];
  /** First row (A) or column (B) of the window, and how many. */
  readonly major: number;
  readonly majors: number;
  /** First summation index of the window, and how many. */
  readonly depth: number;
  readonly depths: number;
}

export function sizeOfOperand(operand: Operand): FloatSize {
  return "windows" in operand ? operand.size : sizeOfFloat(operand.data);
}

/** A run of an operand's rows, or of a stretch of columns of them, to an address, without gaps. */
export function loadOperand(
  operand: Operand,
  run: { first: number; rows: number; column: number; length: number },
  to: number,
): void {
  if ("windows" in operand) loadWindows(operand, run, to);
  else loadRows({ data: operand.data, columns: operand.columns, ...run }, to);
}

/** How many tiles a window takes: runs of the matrix's own rows. */
export function packTiles(payload: PackPayload): number {
  return payload.direction === "across"
    ? Math.ceil(payload.majors / rowsAcross(payload))
    : Math.ceil(payload.depths / rowsAlong(payload));
}

function rowsAcross(payload: PackPayload): number {
  const { targets, depths } = payload;
  const size = sizeOfOperand(payload);
  const [first, second] = targets;
  const unit = first && !second ? panelWidth(first.kind, size) : squareUnit();
  return rowsAtOnce(depths * size, unit);
}

/** A power of two, so that a run of rows lies in one block of DEPTH steps. */
function rowsAlong(payload: PackPayload): number {
  const rows = CHUNK_BYTES / (payload.majors * sizeOfOperand(payload));
  return Math.min(DEPTH, Math.max(1, 2 ** Math.floor(Math.log2(rows))));
}

export const packTasks = {
  /** Packs one run of rows of a window. */
  pack: (payload: PackPayload, tile: number, scratch: Scratch): void => {
    if (payload.direction === "across") packAcross(payload, tile, scratch);
    else packAlong(payload, tile, scratch);
  },
};

function packAcross(payload: PackPayload, tile: number, { ptr }: Scratch): void {
  const { targets, major, majors, depth, depths } = payload;
  const size = sizeOfOperand(payload);
  const first = tile * rowsAcross(payload);
  const rows = Math.min(rowsAcross(payload), majors - first);
  loadOperand(payload, { first: major + first, rows, column: depth, length: depths }, ptr);
  for (const target of targets) packRows(target, { size, majors, depths, first, rows }, ptr);
}

/** Rows of `depths` elements without gaps, from row `first` of `majors` on, into blocks of panels. */
export function packRows(
  { kind, to }: PackTarget,
  run: { size: FloatSize; majors: number; depths: number; first: number; rows: number },
  from: number,
): void {
  const { size, majors, depths, first, rows } = run;
  const width = panelWidth(kind, size);
  const pack = floatKernels(size).packAcross[kind];
  for (let k = 0; k < depths; k += DEPTH) {
    const steps = Math.min(DEPTH, depths - k);
    const at = to + (k * roundUp(majors, width) + first * steps) * size;
    pack(at, steps * width * size, from + k * size, depths * size, rows, steps);
  }
}

function packAlong(payload: PackPayload, tile: number, { ptr }: Scratch): void {
  const { targets, major, majors, depth, depths } = payload;
  const size = sizeOfOperand(payload);
  const first = tile * rowsAlong(payload);
  const rows = Math.min(rowsAlong(payload), depths - first);
  loadOperand(payload, { first: depth + first, rows, column: major, length: majors }, ptr);
  const block = first - (first % DEPTH);
  const steps = Math.min(DEPTH, depths - block);
  for (const { kind, to } of targets) {
    const width = panelWidth(kind, size);
    const at = to + (block * roundUp(majors, width) + (first - block) * width) * size;
    const pack = floatKernels(size).packAlong[kind];
    pack(at, steps * width * size, ptr, majors * size, majors, rows);
  }
}
