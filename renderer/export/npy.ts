/** NumPy's `.npy`, version 1.0 (NEP 1): a header of Python text, then little-endian values row by row. */
import type { Table } from "./table.js";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
/** The header ends so that the values begin at a multiple of this. */
const ALIGNMENT = 64;

/** Texts in the table become NaN. */
export function npyOf({ rows, cols, dtype, at }: Table): Uint8Array {
  const values =
    dtype === "float32" ? new Float32Array(rows * cols) : new Float64Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const value = at(row, col);
      values[row * cols + col] = typeof value === "number" ? value : NaN;
    }
  }
  const head = header(dtype, [rows, cols]);
  const file = new Uint8Array(head.length + values.byteLength);
  file.set(head);
  file.set(new Uint8Array(values.buffer), head.length);
  return file;
}

function header(dtype: Table["dtype"], [rows, cols]: readonly [number, number]): Uint8Array {
  const descr = dtype === "float32" ? "<f4" : "<f8";
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${rows}, ${cols}), }`;
  const length = MAGIC.length + 2 + text.length + 1;
  const padding = (ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT;
  const line = `${text}${" ".repeat(padding)}\n`;
  const bytes = Uint8Array.from(line, (character) => character.charCodeAt(0));
  return Uint8Array.from([...MAGIC, line.length & 255, line.length >> 8, ...bytes]);
}
