import { DomainError } from "../errors.js";
import { columnsAt, type Frame } from "./frame.js";

/** The pairs of pixels (of a row's example, of a column's) at which a kernel is computed. */
export interface Slots {
  readonly pixels: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** The number of a pair's slot; NO_SLOT when it is not computed. */
  readonly numberOf: (row: number, column: number) => number;
}

export const NO_SLOT = -1;

/** The most pairs of pixels of which lists are made; their kernels alone would not fit into the memory. */
const MOST_PAIRS = 2 ** 25;

/** Of a pair at the least: a covariance, a tangent kernel and a copy, in strips of 32 bytes. */
const PAIR_BYTES = 96;

/** Pairs of pixels that are needed: those of a pixel with itself apart, as many kernels need no others. */
export class SlotSet {
  private readonly diagonal: Uint8Array;
  private others: Uint8Array | null = null;
  private isWhole = false;

  constructor(readonly pixels: number) {
    this.diagonal = new Uint8Array(pixels);
  }

  add(row: number, column: number): void {
    if (this.isWhole) return;
    if (row === column) this.diagonal[row] = 1;
    else this.pairs()[row * this.pixels + column] = 1;
  }

  addDiagonal(): void {
    this.diagonal.fill(1);
  }

  addAll(): void {
    this.checkSize();
    this.addDiagonal();
    this.isWhole = this.pixels > 1;
  }

  addFrom(slots: Slots): void {
    const { rows, columns, pixels } = slots;
    if (pixels === this.pixels && isWhole(slots)) this.addAll();
    else rows.forEach((row, slot) => this.add(row, columns[slot] as number));
  }

  private checkSize(): void {
    if (this.pixels ** 2 > MOST_PAIRS) throw tooManyPixels(this.pixels);
  }

  private pairs(): Uint8Array {
    this.checkSize();
    return (this.others ??= new Uint8Array(this.pixels ** 2));
  }

  toSlots(): Slots {
    if (this.isWhole) return wholeSlots(this.pixels);
    return this.others === null ? this.diagonalSlots() : this.allSlots(this.others);
  }

  private diagonalSlots(): Slots {
    const { pixels, diagonal } = this;
    const numbers = new Int32Array(pixels).fill(NO_SLOT);
    const all = new Int32Array(pixels);
    let count = 0;
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (diagonal[pixel] !== 1) continue;
      all[count] = pixel;
      numbers[pixel] = count++;
    }
    const rows = all.subarray(0, count);
    const numberOf = (row: number, column: number) =>
      row === column ? (numbers[row] as number) : NO_SLOT;
    return { pixels, rows, columns: rows, numberOf };
  }

  private allSlots(others: Uint8Array): Slots {
    const { pixels, diagonal } = this;
    for (let pixel = 0; pixel < pixels; pixel++) {
      others[pixel * (pixels + 1)] = diagonal[pixel] as number;
    }
    const numbers = new Int32Array(others.length).fill(NO_SLOT);
    let count = 0;
    for (let pair = 0; pair < others.length; pair++)
      if (others[pair] === 1) numbers[pair] = count++;
    if (count === others.length) return wholeSlots(pixels);
    const [rows, columns] = [new Int32Array(count), new Int32Array(count)];
    numbers.forEach((slot, pair) => {
      if (slot === NO_SLOT) return;
      rows[slot] = Math.floor(pair / pixels);
      columns[slot] = pair % pixels;
    });
    return {
      pixels,
      rows,
      columns,
      numberOf: (row, column) => numbers[row * pixels + column] as number,
    };
  }
}

/** All pairs: lists are the same for all nodes of so many pixels. */
function wholeSlots(pixels: number): Slots {
  const known = whole.get(pixels)?.deref();
  if (known !== undefined) return known;
  const [rows, columns] = [new Int32Array(pixels ** 2), new Int32Array(pixels ** 2)];
  for (let row = 0; row < pixels; row++) {
    rows.fill(row, row * pixels, (row + 1) * pixels);
    for (let column = 0; column < pixels; column++) columns[row * pixels + column] = column;
  }
  const numberOf = (row: number, column: number) => row * pixels + column;
  const slots = { pixels, rows, columns, numberOf };
  whole.set(pixels, new WeakRef(slots));
  return slots;
}

const whole = new Map<number, WeakRef<Slots>>();

/** Whether the slots are all pairs of pixels. */
export function isWhole({ pixels, rows }: Slots): boolean {
  return rows.length === pixels ** 2;
}

function tooManyPixels(pixels: number): DomainError {
  const size = ((pixels ** 2 * PAIR_BYTES) / 2 ** 30).toFixed(1);
  return new DomainError(
    `kernel: pooling over all of ${pixels} pixels, or attention, needs ${pixels}² pairs of them, ${size} GiB and more; end the network in stax.flatten() instead, which needs ${pixels}, or shrink the images with strides or stax.avgPool first`,
  );
}

/** Whether the slots are all pixels with themselves, in their order. */
export function isDiagonal({ pixels, rows, columns }: Slots): boolean {
  return (
    rows.length === pixels &&
    rows.every((row, slot) => row === slot) &&
    columns.every((column, slot) => column === slot)
  );
}

/** One pixel with itself: fully connected networks. */
export const SINGLE: Slots = (() => {
  const set = new SlotSet(1);
  set.addDiagonal();
  return set.toSlots();
})();

/** How many words of a table a slot takes. */
export const TABLE_WORDS = 4;

/** As the compiled code reads them: where the entries of both pixels begin, and the pixels. */
export function writeSlotTable(
  { pixels, rows, columns }: Slots,
  frame: Frame,
  table: Int32Array,
): void {
  const start = columnsAt(frame, pixels);
  const [rowStride, columnStride] = frame.strides;
  for (let slot = 0; slot < rows.length; slot++) {
    const [row, column] = [rows[slot] as number, columns[slot] as number];
    table[4 * slot] = row * rowStride;
    table[4 * slot + 1] = start + column * columnStride;
    table[4 * slot + 2] = row;
    table[4 * slot + 3] = column;
  }
}

/** How many pairs of slots there are: each with that of the turned pair of pixels, those on the diagonal alone. */
export function turnedCount({ rows, columns }: Slots): number {
  let count = 0;
  for (let slot = 0; slot < rows.length; slot++) {
    if ((rows[slot] as number) <= (columns[slot] as number)) count++;
  }
  return count;
}

/** Writes them. */
export function writeTurnedPairs({ rows, columns, numberOf }: Slots, pairs: Int32Array): void {
  let at = 0;
  for (let slot = 0; slot < rows.length; slot++) {
    const [row, column] = [rows[slot] as number, columns[slot] as number];
    if (row > column) continue;
    pairs[at++] = slot;
    pairs[at++] = row === column ? NO_SLOT : numberOf(column, row);
  }
}
