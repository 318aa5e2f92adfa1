// Broadcast operands of large results, row by row. Arrays in the shared memory are read and written
// where they lie; what lies elsewhere is copied, which is worth it for what is repeated only.
import { withArena, type Arena } from "./arena.js";
import { sizeOfFloat, type Floats, type FloatSize } from "./floats.js";
import { wasm } from "./loader.js";
import { reach } from "./reach.js";
import { addressOf } from "./recycling.js";

/** Operations of which two numbers' result is that of the machine's instruction in every float type. */
export type RowOperation = "add" | "sub" | "mul";

/** An operand that is read row by row: where the rows begin, and how far it is to the next element. */
interface Rows<D> {
  readonly data: D;
  readonly offsets: Int32Array;
  readonly step: number;
}

/** A call of compiled code for each row is worth it: 1.5 times as fast as plain loops here, 3 times at 256. */
const SHORTEST_ROW = 32;

/** What has to be copied is at most this part of the result. */
const COPIED_PART = 1 / 8;

/** out = x ∘ y; false, and nothing is done, where plain loops are as good. */
export function combineRows(
  operation: RowOperation,
  out: Floats,
  [x, y]: readonly [Rows<Floats>, Rows<Floats>],
  length: number,
): boolean {
  if (!isWorth(out, [x, y], length)) return false;
  const size = sizeOfFloat(out);
  const { exports } = wasm();
  const apply = size === 8 ? exports[`${operation}Row64`] : exports[`${operation}Row32`];
  withArena((arena) => {
    const [a, b] = [rowsIn(arena, x, size), rowsIn(arena, y, size)];
    eachRow(out, length, (to, row) => apply(to, a(row), x.step, b(row), y.step, length));
  });
  return true;
}

/** out = condition ? x : y; false, and nothing is done, where plain loops are as good. */
export function chooseRows(
  out: Floats,
  condition: Rows<Uint8Array>,
  [x, y]: readonly [Rows<Floats>, Rows<Floats>],
  length: number,
): boolean {
  if (condition.step !== 1 || !isWorth(out, [condition, x, y], length)) return false;
  const size = sizeOfFloat(out);
  const { exports } = wasm();
  const choose = size === 8 ? exports.chooseRow64 : exports.chooseRow32;
  withArena((arena) => {
    const c = rowsIn(arena, condition, 1);
    const [a, b] = [rowsIn(arena, x, size), rowsIn(arena, y, size)];
    eachRow(out, length, (to, row) => choose(to, c(row), a(row), x.step, b(row), y.step, length));
  });
  return true;
}

function isWorth(
  out: Floats,
  operands: readonly Rows<Floats | Uint8Array>[],
  length: number,
): boolean {
  if (length < SHORTEST_ROW || addressOf(out) === null) return false;
  if (operands.some(({ step }) => step > 1)) return false;
  const copied = operands.filter(({ data }) => addressOf(data) === null);
  return copied.reduce((sum, { data }) => sum + data.length, 0) <= out.length * COPIED_PART;
}

/** The address of each row of an operand. */
function rowsIn(
  arena: Arena,
  { data, offsets }: Rows<Floats | Uint8Array>,
  size: FloatSize | 1,
): (row: number) => number {
  const at = reach(arena, data);
  return (row) => at + (offsets[row] as number) * size;
}

function eachRow(out: Floats, length: number, use: (to: number, row: number) => void): void {
  const [at, bytes] = [addressOf(out) as number, length * sizeOfFloat(out)];
  const rows = out.length / length;
  for (let row = 0; row < rows; row++) use(at + row * bytes, row);
}
