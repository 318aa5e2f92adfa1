// Transposes of matrices in the shared memory.
import { wasm } from "./loader.js";
import { addressOf } from "./recycling.js";

/** Matrices of fewer elements are turned sooner than compiled code is called. */
const SMALLEST = 64;

/** Elements as they lie: matrices of one shape, rows of the source `width` elements apart. */
export interface TurnedMatrices {
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  /** Where each matrix of the source begins; those of `out` follow each other. */
  readonly starts: Iterable<number>;
}

/** Writes columns × rows for rows × columns; false, with nothing done, where compiled code does not reach. */
export function turnInto(
  out: ArrayBufferView,
  data: ArrayBufferView & { readonly BYTES_PER_ELEMENT: number },
  { rows, columns, width, starts }: TurnedMatrices,
): boolean {
  const size = data.BYTES_PER_ELEMENT;
  const [to, from] = [addressOf(out), addressOf(data)];
  if (to === null || from === null || size < 4 || rows * columns < SMALLEST) return false;
  const { exports } = wasm();
  const turn = size === 8 ? exports.turnRectangle64 : exports.turnRectangle32;
  let place = to;
  for (const start of starts) {
    turn(from + start * size, width, place, rows, rows, columns);
    place += rows * columns * size;
  }
  return true;
}
