/** Entries of a parameter as a picture in its own shape: kernels of convolutions on a sheet, the rest as a matrix. */
import type { MatrixBlock } from "../../engine/display/payload.js";

export interface WeightPicture {
  readonly rows: number;
  readonly cols: number;
  /** Place in the parameter of the entry at a row and a column. */
  readonly entry: (row: number, col: number) => number;
  readonly rowLabels: readonly string[] | null;
  readonly colLabels: readonly string[] | null;
  readonly rowBlocks: readonly MatrixBlock[] | null;
  readonly colBlocks: readonly MatrixBlock[] | null;
  /** What of it is not shown; empty for nothing. */
  readonly note: string;
}

/** What a canvas takes. */
const LONGEST_SIDE = 4096;
const PLAIN = { rowLabels: null, colLabels: null, rowBlocks: null, colBlocks: null };

/** @param shape - (h, w, in, out) for kernels of convolutions; vectors are rows */
export function weightPicture(shape: readonly number[]): WeightPicture {
  const [h = 1, w = 1, inputs = 1, outputs = 1] = shape;
  if (shape.length === 4) return kernelSheet([h, w, inputs, outputs]);
  const cols = shape.at(-1) ?? 1;
  const rows = shape.slice(0, -1).reduce((product, side) => product * side, 1);
  const [high, wide] = [Math.min(rows, LONGEST_SIDE), Math.min(cols, LONGEST_SIDE)];
  const cut = high < rows || wide < cols;
  return {
    ...{ rows: high, cols: wide, ...PLAIN },
    entry: (row, col) => row * cols + col,
    note: cut ? `the first ${high} × ${wide} of ${rows} × ${cols}` : "",
  };
}

/** Input channels down, output channels across, each an h × w image. */
function kernelSheet(shape: readonly [number, number, number, number]): WeightPicture {
  const [h, w, inputs, outputs] = shape;
  const fitting = (channels: number, side: number) =>
    Math.min(channels, Math.max(1, Math.floor(LONGEST_SIDE / Math.max(1, side))));
  const [down, across] = [fitting(inputs, h), fitting(outputs, w)];
  const labels = (count: number, side: number, channel: string, pixel: string) =>
    Array.from(
      { length: count * side },
      (_, at) => `${channel} ${Math.floor(at / side)}, ${pixel} ${at % side}`,
    );
  const blocks = (count: number, length: number, name: string) =>
    Array.from({ length: count }, (_, k) => ({ name: `${name} ${k}`, length }));
  const cut = down < inputs || across < outputs;
  return {
    ...{ rows: down * h, cols: across * w },
    entry: (row, col) =>
      (((row % h) * w + (col % w)) * inputs + Math.floor(row / h)) * outputs + Math.floor(col / w),
    rowLabels: labels(down, h, "in", "y"),
    colLabels: labels(across, w, "out", "x"),
    rowBlocks: blocks(down, h, "in"),
    colBlocks: blocks(across, w, "out"),
    note: cut
      ? `the first ${down} of ${inputs} input and ${across} of ${outputs} output channels`
      : "",
  };
}
