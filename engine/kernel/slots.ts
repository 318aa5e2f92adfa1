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

/** The most pairs of pixels that are counted one by one. */
const MOST_PAIRS = 2 ** 27;

/** Pairs of pixels that are needed: those of a pixel with itself apart, as many kernels need no others. */
export class SlotSet {
  private readonly diagonal: Uint8Array;
  private others: Uint8Array | null = null;

  constructor(readonly pixels: number) {
    this.diagonal = new Uint8Array(pixels);
  }

  add(row: number, column: number): void {
    if (row === column) this.diagonal[row] = 1;
    else this.pairs()[row * this.pixels + column] = 1;
  }

  addDiagonal(): void {
    this.diagonal.fill(1);
  }

  addAll(): void {
    this.addDiagonal();
    if (this.pixels > 1) this.pairs().fill(1);
  }

  addFrom({ rows, columns }: Slots): void {
    rows.forEach((row, slot) => this.add(row, columns[slot] as number));
  }

  private pairs(): Uint8Array {
    if (this.pixels ** 2 > MOST_PAIRS) throw tooManyPixels(this.pixels);
    return (this.others ??= new Uint8Array(this.pixels ** 2));
  }

  toSlots(): Slots {
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

function tooManyPixels(pixels: number): DomainError {
  return new DomainError(
    `kernel: pooling over all of ${pixels} pixels, or attention, needs ${pixels}² pairs of them; end the network in stax.flatten() instead, which needs ${pixels}, or shrink the images with strides or stax.avgPool first`,
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

/** As the compiled code reads them: where the entries of both pixels begin, and the pixels. */
export function slotTable({ pixels, rows, columns }: Slots, frame: Frame): Uint32Array {
  const start = columnsAt(frame, pixels);
  const [rowStride, columnStride] = frame.strides;
  const table = new Uint32Array(rows.length * 4);
  for (let slot = 0; slot < rows.length; slot++) {
    const [row, column] = [rows[slot] as number, columns[slot] as number];
    table[4 * slot] = row * rowStride;
    table[4 * slot + 1] = start + column * columnStride;
    table[4 * slot + 2] = row;
    table[4 * slot + 3] = column;
  }
  return table;
}

/** Pairs of slots: each with that of the turned pair of pixels, those on the diagonal alone. */
export function turnedPairs({ rows, columns, numberOf }: Slots): Int32Array {
  const pairs: number[] = [];
  rows.forEach((row, slot) => {
    const column = columns[slot] as number;
    if (row === column) pairs.push(slot, NO_SLOT);
    else if (row < column) pairs.push(slot, numberOf(column, row));
  });
  return Int32Array.from(pairs);
}
