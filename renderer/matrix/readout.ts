/** A cell in words. */
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import { shortened } from "../../engine/display/drawing/shortened.js";
import type { MatrixBlock, MatrixPayload } from "../../engine/display/payload.js";
import type { Summary } from "../../engine/display/store-messages.js";
import type { Arrangement } from "./arrangement.js";
import type { Cell } from "./cursor.js";
import type { AxisGrid } from "./grid.js";

export interface Readout {
  /** E.g. `row 3, column 7` or `mean of rows 8–11 × columns 0–3`. */
  readonly where: string;
  /** E.g. `labels 3 and 7, in train`; empty without labels and blocks. */
  readonly labels: string;
}

const LONGEST_LABEL = 40;

type Sides = Pick<MatrixPayload, "rowLabels" | "colLabels" | "rowBlocks" | "colBlocks">;

/** @param cell - places, as they stand on the screen */
export function readout(
  { rowLabels, colLabels, rowBlocks, colBlocks }: Sides,
  cell: Cell,
  {
    rows,
    cols,
    order,
    summary,
  }: { rows: AxisGrid; cols: AxisGrid; order: Arrangement; summary: Summary },
): Readout {
  const [down, across] = [block(rows, cell.row), block(cols, cell.col)];
  if (down.last > down.first || across.last > across.first) {
    const of = summary === "mean" ? "mean" : "largest magnitude";
    const ordered = order.name === "given" ? "" : " in this order";
    return {
      where: `${of} of ${span("row", down)} × ${span("column", across)}${ordered}`,
      labels: "",
    };
  }
  const row = order.rows?.[down.first] ?? down.first;
  const col = order.cols?.[across.first] ?? across.first;
  return {
    where: `row ${row}, column ${col}`,
    labels: [
      labelWords(rowLabels?.[row], colLabels?.[col]),
      blockWords(blockAt(rowBlocks, row), blockAt(colBlocks, col)),
    ]
      .filter((words) => words !== "")
      .join(", "),
  };
}

/** The value first, then where it stands. */
export const valueWords = (value: number | null): string =>
  value === null ? "…" : formatNumber(value);

interface Block {
  readonly first: number;
  readonly last: number;
}

function block(grid: AxisGrid, entry: number): Block {
  const cell = grid.cellOf(entry);
  return { first: grid.start(cell), last: grid.start(cell + 1) - 1 };
}

function span(name: string, { first, last }: Block): string {
  return first === last ? `${name} ${first}` : `${name}s ${first}–${last}`;
}

function labelWords(
  ofRow: string | number | undefined,
  ofCol: string | number | undefined,
): string {
  const words = [ofRow, ofCol].flatMap((label) =>
    label === undefined ? [] : [shortened(String(label), LONGEST_LABEL)],
  );
  if (words.length === 2) return `labels ${words[0] ?? ""} and ${words[1] ?? ""}`;
  return words.length === 1 ? `label ${words[0] ?? ""}` : "";
}

function blockAt(blocks: readonly MatrixBlock[] | null, entry: number): string | undefined {
  let end = 0;
  return blocks?.find(({ length }) => (end += length) > entry)?.name;
}

/** `in train and test`, `in train` */
function blockWords(ofRow: string | undefined, ofCol: string | undefined): string {
  const names = [ofRow, ofCol].filter((name) => name !== undefined);
  const [first = ""] = names;
  if (names.length === 0) return "";
  return ofRow === ofCol ? `in ${first}` : `in ${names.join(" and ")}`;
}
