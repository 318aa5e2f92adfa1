import type { FloatSize } from "../wasm/floats.js";
import { leftBranch, LEAF } from "../wasm/folds.js";
import { addressOf } from "../wasm/recycling.js";
import { columnTotals } from "../wasm/totals.js";
import { copyOf } from "./compiled-loops.js";
import { BYTES, isFloat, type Dtype, type DtypeData } from "./dtype.js";

type Data = DtypeData[Dtype];

/** Adds rows from … to − 1 to totals, one after the other. */
type RowSum = (totals: Float64Array, data: Data, from: number, to: number) => void;

// Four rows a turn: totals are read and written once for all of them.
const addRows: RowSum = (totals, data, from, to) => {
  const columns = totals.length;
  const whole = to - ((to - from) % 4);
  for (let row = from; row < whole; row += 4) {
    const a = row * columns;
    const [b, c, d] = [a + columns, a + 2 * columns, a + 3 * columns];
    for (let j = 0; j < columns; j++) {
      const two = (totals[j] as number) + (data[a + j] as number) + (data[b + j] as number);
      totals[j] = two + (data[c + j] as number) + (data[d + j] as number);
    }
  }
  for (let row = whole; row < to; row++) {
    const a = row * columns;
    for (let j = 0; j < columns; j++) totals[j] = (totals[j] as number) + (data[a + j] as number);
  }
};

const rowSums: Readonly<Record<Dtype, RowSum>> = {
  float64: copyOf(addRows),
  float32: copyOf(addRows),
  int32: copyOf(addRows),
  bool: copyOf(addRows),
};

interface Matrix {
  readonly data: Data;
  readonly dtype: Dtype;
  readonly columns: number;
}

/** Sums of the columns of a matrix, each by the tree of `folds.sum`, but along the rows, where memory lies. */
export function columnSums(matrix: Matrix, from: number, to: number): Float64Array {
  const count = to - from;
  if (count <= LEAF) return leafSums(matrix, from, to);
  const middle = from + leftBranch(count);
  const totals = columnSums(matrix, from, middle);
  const rest = columnSums(matrix, middle, to);
  for (let j = 0; j < totals.length; j++) totals[j] = (totals[j] as number) + (rest[j] as number);
  return totals;
}

function leafSums({ data, dtype, columns }: Matrix, from: number, to: number): Float64Array {
  const at = isFloat(dtype) ? addressOf(data) : null;
  if (at !== null) return columnTotals({ at, size: BYTES[dtype] as FloatSize, columns }, from, to);
  const totals = new Float64Array(columns);
  rowSums[dtype](totals, data, from, to);
  return totals;
}
