// Sums and extrema.

/** totals.ts. */
type ColumnTotals = (
  totals: number,
  a: number,
  stride: number,
  rows: number,
  columns: number,
) => void;

export interface TotalsExports {
  columnTotals64: ColumnTotals;
  columnTotals32: ColumnTotals;
}

/** asymmetry.ts. */
type Asymmetry = (a: number, n: number) => number;

export interface AsymmetryExports {
  asymmetry64: Asymmetry;
  asymmetry32: Asymmetry;
}

/** folds.ts. */
type FoldOfRun = (a: number, count: number) => number;
type RowSums = (to: number, a: number, rows: number, count: number) => void;
type RowExtrema = (to: number, a: number, rows: number, count: number, sign: 1 | -1) => void;

export interface FoldsExports {
  rowSums64: RowSums;
  rowSums32: RowSums;
  rowExtrema64: RowExtrema;
  rowExtrema32: RowExtrema;
  treeSum64: FoldOfRun;
  treeSum32: FoldOfRun;
  largest64: FoldOfRun;
  largest32: FoldOfRun;
  smallest64: FoldOfRun;
  smallest32: FoldOfRun;
}

type SumWindows = (to: number, from: number, job: number) => void;

/** window-sums.ts. */
export interface WindowSumsExports {
  sumWindows64: SumWindows;
  sumWindows32: SumWindows;
  spreadWindows64: SumWindows;
  spreadWindows32: SumWindows;
}
