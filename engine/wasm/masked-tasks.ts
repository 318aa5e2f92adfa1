import type { FloatSize } from "./floats.js";
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

/** Products of rows behind masks with a matrix, by their addresses. */
export interface MaskedPayload {
  readonly size: FloatSize;
  readonly count: number;
  /** Masks at a time. */
  readonly step: number;
  readonly rows: number;
  readonly terms: number;
  readonly columns: number;
  readonly masks: number;
  /** Panels of the rows and of the matrix. */
  readonly values: number;
  readonly matrix: number;
  readonly out: number;
}

export const maskedTasks = {
  /** The products behind some masks. */
  maskedProducts: (payload: MaskedPayload, tile: number, { ptr }: Scratch): void => {
    const { size, count, step, rows, terms, columns, masks, values, matrix, out } = payload;
    const { exports } = wasm();
    const multiply = size === 8 ? exports.maskedProduct64 : exports.maskedProduct32;
    const end = Math.min(count, (tile + 1) * step);
    for (let k = tile * step; k < end; k++) {
      const [to, mask] = [out + k * rows * columns * size, masks + k * terms * size];
      multiply(to, mask, values, rows, terms, matrix, columns, ptr);
    }
  },
};
