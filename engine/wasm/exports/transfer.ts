// Rectangles of matrices from one place to another.

/** Rows of the source are `fromWidth` elements apart, those of the target `toWidth`. */
type Transfer = (
  from: number,
  fromWidth: number,
  to: number,
  toWidth: number,
  rows: number,
  columns: number,
) => void;

/** transfer.ts. */
export interface TransferExports {
  copyRectangle64: Transfer;
  copyRectangle32: Transfer;
  turnRectangle64: Transfer;
  turnRectangle32: Transfer;
}
