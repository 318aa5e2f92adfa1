/** Where everything lies; CSS pixels, fixed before anything is painted. */

export interface Layout {
  /** Side of a preview cell. */
  readonly side: number;
  readonly left: number;
  readonly top: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly barLeft: number;
  readonly barHeight: number;
  readonly width: number;
  readonly height: number;
}

const LARGEST_PLOT = 560;
const LARGEST_SIDE = 44;
const TOP = 16;
const BOTTOM = 24;
const BAR_GAP = 18;
export const BAR_WIDTH = 14;
const BAR_LABELS = 64;
const SHORTEST_BAR = 120;

export interface Space {
  readonly rows: number;
  readonly cols: number;
  /** Width of the output. */
  readonly available: number;
  /** Device pixels for a CSS pixel. */
  readonly density: number;
  /** Width of the widest row label. */
  readonly rowLabels: number;
}

/** Cells are squares of whole device pixels, as large as the output and a page allow. */
export function layout({ rows, cols, available, density, rowLabels }: Space): Layout {
  const left = rowLabels + 10;
  const right = BAR_GAP + BAR_WIDTH + BAR_LABELS;
  const room = Math.max(64, Math.min(LARGEST_PLOT, available - left - right));
  const fitting = Math.min(room / cols, LARGEST_PLOT / rows, LARGEST_SIDE);
  const side = Math.max(1, Math.floor(fitting * density)) / density;
  const plotWidth = side * cols;
  const plotHeight = side * rows;
  const barHeight = Math.max(plotHeight, SHORTEST_BAR);
  return {
    side,
    left,
    top: TOP,
    plotWidth,
    plotHeight,
    barLeft: left + plotWidth + BAR_GAP,
    barHeight,
    width: left + plotWidth + right,
    height: TOP + barHeight + BOTTOM,
  };
}
