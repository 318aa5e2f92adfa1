/** A matrix as the display store sees it. */

export type Values = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Row-major entries on shared memory: nobody writes them any more. */
export interface HeldMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Values;
}

/** For every place the row (column) of the matrix that stands there; null for the matrix's own order. */
export interface Arrangement {
  readonly rows: Int32Array | null;
  readonly cols: Int32Array | null;
}

export const AS_GIVEN: Arrangement = { rows: null, cols: null };

/** A level of a pyramid, or a part of one. */
export interface Cells {
  readonly rows: number;
  readonly cols: number;
  readonly values: Float64Array;
}

/** Cells [top, bottom) × [left, right) of a level. */
export interface Window {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Cells that an axis of `length` entries has at a level. */
export const cellsAt = (length: number, level: number): number => Math.ceil(length / 2 ** level);
