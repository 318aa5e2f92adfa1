import type { Block } from "../block-product.js";
import { memoryAs } from "../floats.js";
import { wasm } from "../loader.js";
import { parallel } from "../pool.js";

/** As in assembly/bidiagonal.ts. */
export const ROTATION_BYTES = 24;

export interface RotationPayload {
  readonly at: number;
  readonly stride: number;
  readonly columns: number;
  readonly list: number;
  readonly count: number;
}

/** Columns of a tile: all rows of a tile stay in the second cache. */
const STRIP = 32;

export const rotationTasks = {
  rotateStrip: ({ at, stride, columns, list, count }: RotationPayload, tile: number): void => {
    const first = tile * STRIP;
    const length = Math.min(STRIP, columns + (columns % 2) - first);
    wasm().exports.rotateRows(at + first * 8, stride, length, list, count);
  },
};

/** Rotations of the rows of a matrix, put off until there are many. */
export class Rotations {
  #count = 0;

  constructor(
    private readonly rows: Block,
    private readonly columns: number,
    private readonly list: number,
    private readonly capacity: number,
  ) {}

  /** Rows `row` and `row` + 1 become c x + s y and c y − s x. */
  push(row: number, cosine: number, sine: number): void {
    const at = this.list + this.#count * ROTATION_BYTES;
    const elements = memoryAs(8);
    elements[at / 8] = cosine;
    elements[at / 8 + 1] = sine;
    elements[at / 8 + 2] = row;
    this.#count++;
    if (this.#count === this.capacity) this.flush();
  }

  flush(): void {
    const { rows, columns, list } = this;
    const payload = { at: rows.at, stride: rows.stride, columns, list, count: this.#count };
    parallel("rotateStrip", payload, Math.ceil(columns / STRIP));
    this.#count = 0;
  }
}
