import Papa from "papaparse";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";

export interface ToCsvOptions {
  /** Of the columns, for a first row; none unless given. */
  readonly names?: readonly string[];
  /** Between cells; a comma unless given. */
  readonly delimiter?: string;
}

/**
 * A matrix as comma-separated values, each number with the digits that give it back; a vector becomes
 * one column.
 *
 * @throws {@link ShapeError} for arrays of more than two axes, or another number of names than columns.
 * @example
 * ```ts
 * io.toCsv([[1, 2.5]], { delimiter: ";" }); // "1;2.5\n"
 * ```
 */
export function toCsv(x: ArrayInput, options: ToCsvOptions = {}): string {
  checkOptions("io.toCsv", options, ["names", "delimiter"]);
  const array = asArray(x);
  const { names, delimiter = "," } = options;
  if (array.ndim > 2) {
    throw new ShapeError(
      `io.toCsv: x has the shape ${formatShape(array.shape)}; give a matrix or a vector`,
    );
  }
  const columns = array.ndim === 2 ? (array.shape[1] as number) : 1;
  if (names !== undefined && names.length !== columns) {
    throw new ShapeError(`io.toCsv: ${names.length} names for ${columns} columns`);
  }
  const rows = Array.from({ length: columns === 0 ? 0 : array.size / columns }, (_, i) =>
    Array.from({ length: columns }, (_, k) => cell(array, i * columns + k)),
  );
  const lines = names === undefined ? rows : [[...names], ...rows];
  return lines.length === 0 ? "" : `${Papa.unparse(lines, { delimiter, newline: "\n" })}\n`;
}

function cell({ data, dtype }: NDArray, i: number): string {
  const value = data[i] as number;
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return dtype === "float32" ? shortestSingle(value) : String(value);
}

/** The fewest digits that give a float32 back: nine are always enough. */
function shortestSingle(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return String(text);
  }
  return String(Number(value.toPrecision(9)));
}
