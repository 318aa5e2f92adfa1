/** Where everything lies; CSS pixels, fixed before anything is painted. */

/** One panel: a plot, its axes and its colour bar. */
export interface Layout {
  /** Of one cell of the preview, when the whole is shown. */
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
/** Above the power of ten that stands on the bar. */
const NAME_TOP = 34;
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
  readonly panels?: {
    readonly rows: number;
    readonly cols: number;
    readonly named: boolean;
  };
}

const ONE_PANEL = { rows: 1, cols: 1, named: false };

/**
 * Cells are of whole device pixels, as large as the output and a page allow; squares, unless that
 * would make a thread of a long and narrow matrix.
 */
export function layout({
  rows,
  cols,
  available,
  density,
  rowLabels,
  panels = ONE_PANEL,
}: Space): Layout {
  const left = rowLabels + 10;
  const top = panels.named ? NAME_TOP : TOP;
  const right = BAR_GAP + BAR_WIDTH + BAR_LABELS;
  const across = available / panels.cols - left - right;
  const room = Math.max(64, Math.min(LARGEST_PLOT, across));
  const fitting = Math.min(room / cols, LARGEST_PLOT / panels.rows / rows, LARGEST_SIDE);
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
    top,
    plotWidth,
    plotHeight,
    barLeft: left + plotWidth + BAR_GAP,
    barHeight,
    width: left + plotWidth + right,
    height: top + barHeight + BOTTOM,
  };
}

/** The same panel at another place of the grid. */
export function panelLayout(place: Layout, row: number, col: number): Layout {
  const [x, y] = [col * place.width, row * place.height];
  return {
    ...place,
    left: place.left + x,
    top: place.top + y,
    barLeft: place.barLeft + x,
  };
}
