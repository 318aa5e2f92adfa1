// C = A B for matrices anywhere. C is computed in the arena, in windows that fit it;
// the operands are packed into the arena slab by slab of the summation index, then tiles of C are
// multiplied from the packed panels by all threads.
import { withArena, type Arena } from "./arena.js";
import { DEPTH, panelWidth, pieces, roundUp } from "./blocking.js";
import { sizeOfFloat, type Floats } from "./floats.js";
import { packTiles, type Operand, type PackPayload, type PackTarget } from "./pack.js";
import { parallel, threads } from "./pool.js";
import { addressOf } from "./recycling.js";
import { columnRuns, rowRuns } from "./product-store.js";
import type { ProductPayload } from "./product-tasks.js";
import { productTiles, tileRowsFor, windowBytes, type ProductWindow } from "./product-window.js";

type Place = Omit<ProductWindow, "c">;

/** Rows and columns of C that are computed at once: 128 MiB in float64. */
const WINDOW = 4096;

/** A sum this short is one slab: rows that are loaded whole cost less than rows that are cut. */
const SHORT_SUM = 2048;

/**
 * Packed operands of one slab of a longer sum, for every thread: little enough to be multiplied before
 * they leave the caches, much enough that threads seldom wait for each other between slabs.
 */
const SLAB_BYTES = 1 << 22;

/** The longest slab: as many raw rows as are packed together (40) still fit a thread's scratch. */
const LONGEST_SLAB = 4096;

/** Multiply-adds that one thread does in the time it takes to wake another. */
const SMALL_PRODUCT = 1 << 20;

export interface Product {
  /** Receives C, row-major m × n. */
  readonly out: Floats;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: Operand;
  readonly b: Operand;
  /** C is known to be symmetric: one triangle is computed, the other copied. */
  readonly symmetric: boolean;
}

/** Computes `out`. */
export function multiplyInto(product: Product): void {
  const { m, n, symmetric } = product;
  for (const rows of pieces(m, WINDOW)) {
    for (const columns of pieces(n, WINDOW)) {
      if (symmetric && columns.end <= rows.first) continue;
      const window = {
        size: sizeOfFloat(product.out),
        ...{ row: rows.first, rows: rows.end - rows.first },
        ...{ column: columns.first, columns: columns.end - columns.first },
        tileRows: tileRowsFor(rows.end - rows.first),
      };
      withArena((arena) => computeWindow(arena, product, window));
    }
  }
}

function computeWindow(arena: Arena, product: Product, window: Place): void {
  const { out, n, k, symmetric } = product;
  const { size, rows, columns } = window;
  const paddedRows = roundUp(rows, panelWidth("A", size));
  const paddedColumns = roundUp(columns, panelWidth("B", size));
  const slab = slabLength(k, (paddedRows + paddedColumns) * size);
  const frame = {
    ...window,
    ...{ symmetric, out, outAt: addressOf(out), outColumns: n },
    a: arena.bytes(paddedRows * slab * size),
    b: arena.bytes(paddedColumns * slab * size),
    c: arena.bytes(windowBytes(window)),
  };
  const grain = rows * columns * Math.min(slab, k) < SMALL_PRODUCT ? Infinity : 1;
  for (const { first, end } of pieces(Math.max(k, 1), slab)) {
    const depths = Math.min(end, k) - first;
    const payload = { ...frame, depths, first: first === 0, last: end >= k };
    packOperands(product, payload, { depth: first, grain });
    parallel("productTile", payload, productTiles(window), grain);
  }
  if (!symmetric) return;
  if (window.row === window.column) parallel("storeSymmetric", frame, rowRuns(frame), grain);
  else parallel("storeColumns", frame, columnRuns(frame), grain);
}

/** A whole number of packed blocks, or all of it. */
function slabLength(k: number, bytesAStep: number): number {
  if (k <= SHORT_SUM) return Math.max(k, 1);
  const blocks = Math.floor((SLAB_BYTES * threads()) / (bytesAStep * DEPTH));
  return Math.min(k, LONGEST_SLAB, Math.max(1, blocks) * DEPTH);
}

function packOperands(
  product: Product,
  payload: ProductPayload,
  { depth, grain }: { depth: number; grain: number },
): void {
  for (const packing of packings(product, payload, depth)) {
    parallel("pack", packing, packTiles(packing), grain);
  }
}

/** The windows of A and B; of a symmetric product on the diagonal they are the same. */
function packings(product: Product, payload: ProductPayload, depth: number): PackPayload[] {
  const { row, rows, column, columns, depths } = payload;
  const slab = { depth, depths };
  const a: PackTarget = { kind: "A", to: payload.a };
  const b: PackTarget = { kind: "B", to: payload.b };
  const ofA = { ...placed(product.a), ...slab, major: row, majors: rows };
  const ofB = { ...placed(product.b), ...slab, major: column, majors: columns };
  if (product.symmetric && row === column) return [{ ...ofA, targets: [a, b] }];
  return [
    { ...ofA, targets: [a] },
    { ...ofB, targets: [b] },
  ];
}

function placed(operand: Operand): Operand & Pick<PackPayload, "at"> {
  return { ...operand, at: addressOf(operand.data) };
}
