// How matrices are cut. The sizes suit caches of 32 KiB and 1 MiB or more; they change speed only: an
// element's bits do not depend on them (generate-micro.mjs).
import type { FloatSize } from "./floats.js";
import { wasm } from "./loader.js";

/** Which operand a panel is for: A panels are MR rows high, B panels two vectors wide. */
export type PanelKind = "A" | "B";

/** Steps of a packed block: a B panel of so many rows stays in the first cache (8 KiB). */
export const DEPTH = 256;

/** Rows and columns of the blocks of factorisations; a multiple of every panel's width (4, 5, 6, 8). */
export const BLOCK = 120;

/** Bytes of one row of a B panel: two vectors. */
export const PANEL_ROW = 32;

/** "No diagonal": every row is computed. */
export const WHOLE = 1 << 30;

export function panelWidth(kind: PanelKind, size: FloatSize): number {
  return kind === "A" ? wasm().exports.microRows() : PANEL_ROW / size;
}

/** Lengths of square matrices are padded to this: whole A panels and whole B panels of both types. */
export function squareUnit(): number {
  return wasm().exports.microRows() === 6 ? 24 : 40;
}

export function roundUp(n: number, unit: number): number {
  return Math.ceil(n / unit) * unit;
}

/** The pieces [first, end) of a range, each `step` long but for the last. */
export function pieces(length: number, step: number): { first: number; end: number }[] {
  const count = Math.ceil(length / step);
  return Array.from({ length: count }, (_, i) => ({
    first: i * step,
    end: Math.min(length, (i + 1) * step),
  }));
}
