import { copyOf } from "../array/compiled-loops.js";
import { checkInterrupt } from "../platform/interrupt.js";
import type { Floats } from "../wasm/floats.js";

/** A column and a row. */
export interface OuterPair {
  readonly column: Floats;
  readonly row: Floats;
}

/**
 * A product over one index is all writing: out_ij = x_i y_j, done where the result lies. Gradients of
 * single examples by weights are such products.
 */
export function outerInto(out: Floats, { column, row }: OuterPair): void {
  checkInterrupt();
  (out instanceof Float64Array ? loop64 : loop32)(out, column, row);
}

/** Four at a time, which V8 does not do by itself. The sum starts at 0, as in longer ones: −0 becomes 0. */
const loop = (out: Floats, column: Floats, row: Floats): void => {
  const n = row.length;
  const whole = n - (n % 4);
  for (let i = 0, at = 0; i < column.length; i++, at += n) {
    const x = column[i] as number;
    for (let j = 0; j < whole; j += 4) {
      out[at + j] = x * (row[j] as number) + 0;
      out[at + j + 1] = x * (row[j + 1] as number) + 0;
      out[at + j + 2] = x * (row[j + 2] as number) + 0;
      out[at + j + 3] = x * (row[j + 3] as number) + 0;
    }
    for (let j = whole; j < n; j++) out[at + j] = x * (row[j] as number) + 0;
  }
};
const [loop64, loop32] = [copyOf(loop), copyOf(loop)];
