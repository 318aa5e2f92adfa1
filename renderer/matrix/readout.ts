/** A cell in words. */
import { blockStart } from "../../engine/display/drawing/blocks.js";
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import { shortened } from "../../engine/display/drawing/shortened.js";
import type { ReadKernel } from "../payload/kernel.js";
import type { Cell } from "./cursor.js";

export interface Readout {
  readonly value: string;
  /** E.g. `row 3, column 7` or `mean of rows 8–11 × columns 0–3`. */
  readonly where: string;
  /** E.g. `labels 3 and 7`; empty without labels. */
  readonly labels: string;
}

const LONGEST_LABEL = 40;

export function readout({ payload, values }: ReadKernel, { row, col }: Cell): Readout {
  const { shape, preview, labels } = payload;
  const rows = block(row, preview.rows, shape[0]);
  const cols = block(col, preview.cols, shape[1]);
  const value = formatNumber(values[row * preview.cols + col] ?? NaN);
  if (rows.last > rows.first || cols.last > cols.first) {
    return { value, where: `mean of ${span("row", rows)} × ${span("column", cols)}`, labels: "" };
  }
  const where = `${span("row", rows)}, ${span("column", cols)}`;
  if (labels === null) return { value, where, labels: "" };
  const ofRow = label(labels, rows.first);
  const ofBoth = payload.statistics.symmetric
    ? `labels ${ofRow} and ${label(labels, cols.first)}`
    : `label ${ofRow}`;
  return { value, where, labels: ofBoth };
}

interface Block {
  readonly first: number;
  readonly last: number;
}

function block(index: number, blocks: number, length: number): Block {
  const first = blockStart(index, blocks, length);
  return { first, last: blockStart(index + 1, blocks, length) - 1 };
}

function span(name: string, { first, last }: Block): string {
  return first === last ? `${name} ${first}` : `${name}s ${first}–${last}`;
}

function label(labels: readonly (string | number)[], row: number): string {
  return shortened(String(labels[row] ?? ""), LONGEST_LABEL);
}
