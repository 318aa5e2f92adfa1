/** Where everything lies; CSS pixels, fixed before anything is painted. */

export interface Layout {
  /** Of one cell of the preview. */
  readonly cellWidth: number;
  readonly cellHeight: number;
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
/** A single row stays wide enough to be seen and pointed at. */
const SHORTEST_PLOT = 44;
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

/**
 * Cells are of whole device pixels, as large as the output and a page allow; squares, unless that
 * would make a thread of a long and narrow matrix.
 */
export function layout({ rows, cols, available, density, rowLabels }: Space): Layout {
  const left = rowLabels + 10;
  const right = BAR_GAP + BAR_WIDTH + BAR_LABELS;
  const room = Math.max(64, Math.min(LARGEST_PLOT, available - left - right));
  const fitting = Math.min(room / cols, LARGEST_PLOT / rows, LARGEST_SIDE);
  const whole = (pixels: number) => Math.max(1, Math.floor(pixels * density)) / density;
  const side = whole(fitting);
  const cellWidth = Math.max(side, whole(SHORTEST_PLOT / cols));
  const cellHeight = Math.max(side, whole(SHORTEST_PLOT / rows));
  const plotWidth = cellWidth * cols;
  const plotHeight = cellHeight * rows;
  const barHeight = Math.max(plotHeight, SHORTEST_BAR);
  return {
    cellWidth,
    cellHeight,
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
