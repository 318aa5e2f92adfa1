/**
 * The payload contract between the kernel and the renderers: MIME types and the JSON behind them.
 * Plain types and constants, no code; with `drawing/`, all of the engine that a renderer may import.
 *
 * Every payload carries `version`; a renderer that meets a newer one shows the output's text.
 */

export const MIME = {
  matrix: "application/vnd.ntkbook.matrix+json",
  kernel: "application/vnd.ntkbook.kernel+json",
  jacobian: "application/vnd.ntkbook.jacobian+json",
  spectrum: "application/vnd.ntkbook.spectrum+json",
  chart: "application/vnd.ntkbook.chart+json",
  graph: "application/vnd.ntkbook.graph+json",
  network: "application/vnd.ntkbook.network+json",
  progress: "application/vnd.ntkbook.progress+json",
  table: "application/vnd.ntkbook.table+json",
  error: "application/vnd.ntkbook.error+json",
} as const;

export const PAYLOAD_VERSION = 1;

/** Little-endian float32 numbers, row-major, base64. */
export interface EncodedMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly float32: string;
}

/** Version 1 showed one kernel matrix: its `preview`, `statistics` and `labels` stood in the payload itself. */
export const MATRIX_VERSION = 2;

/**
 * One matrix, or several of one shape: side by side (the kernels of a network), as facets (output axes)
 * or one after the other (depth, time). Stored are previews, and what is known of each whole matrix; the
 * whole itself is asked of the session by its key, as long as that holds it.
 */
export interface MatrixPayload {
  readonly version: typeof MATRIX_VERSION;
  readonly title: string;
  /** What viewers show that cannot draw it. */
  readonly text: string;
  /** Shape of every whole matrix. */
  readonly shape: readonly [number, number];
  readonly dtype: string;
  /** Axes beyond rows and columns, slowest first. */
  readonly axes: readonly StackAxis[];
  /** Row-major over `axes`. */
  readonly layers: readonly MatrixLayer[];
  /** One a row, e.g. a class; null when there are none. */
  readonly rowLabels: readonly (string | number)[] | null;
  readonly colLabels: readonly (string | number)[] | null;
  /** Parts of the axes, e.g. train and test, first to last; null when there are none. */
  readonly rowBlocks: readonly MatrixBlock[] | null;
  readonly colBlocks: readonly MatrixBlock[] | null;
}

export interface StackAxis {
  readonly name: string;
  readonly entries: readonly string[];
  /** `panels`: side by side, each with its own colours; `facets`: with common ones; `slider`: one at a time. */
  readonly shows: "panels" | "facets" | "slider";
}

export interface MatrixLayer {
  /** Block means: entry (i, j) covers rows [i·rows/preview.rows, …) of the whole. */
  readonly preview: EncodedMatrix;
  readonly statistics: MatrixStatistics;
  /** What the display store knows the whole by; null when it was not handed over. */
  readonly key: string | null;
  /** Eigenvalues of a symmetric matrix, largest first; null when they were not computed. */
  readonly eigenvalues: { readonly float32: string } | null;
}

/** `length` rows (or columns) of one name. */
export interface MatrixBlock {
  readonly name: string;
  readonly length: number;
}

/** Side of a preview; several layers share its entries. */
export const PREVIEW_LIMIT = 512;

export interface MatrixStatistics {
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** The smallest magnitude but zero. */
  readonly smallest: number | null;
  /** Between these lie 98 % of the entries, as a sample has it. */
  readonly low: number | null;
  readonly high: number | null;
  /** Entries that are NaN or infinite; the others leave them out. */
  readonly nonFinite: number;
  readonly symmetric: boolean;
}

/** Version 1 had lines, bands and scatter on linear axes: a payload of those alone still says 1. */
export const CHART_VERSION = 2;

/** A chart on two axes. */
export interface ChartPayload {
  readonly version: typeof PAYLOAD_VERSION | typeof CHART_VERSION;
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Of logarithmic axes, which show what is positive; linear when left out. */
  readonly xScale?: AxisScale;
  readonly yScale?: AxisScale;
  /** What stands at the places 0, 1, … of the x axis instead of numbers. */
  readonly categories?: readonly string[];
  readonly series: readonly ChartSeries[];
}

export type AxisScale = "linear" | "log";

export type ChartSeries = PointSeries | BarSeries | DensitySeries;

/** What has a y (or a gap) at each x. */
export type PointSeries = LineSeries | BandSeries | ScatterSeries;

interface SeriesBase {
  readonly name: string;
  readonly x: readonly number[];
}

export interface LineSeries extends SeriesBase {
  readonly kind: "line";
  readonly y: readonly (number | null)[];
}

/** A shaded region lower ≤ y ≤ upper, e.g. mean ± 2σ, with its centre line. */
export interface BandSeries extends SeriesBase {
  readonly kind: "band";
  readonly y: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

export interface ScatterSeries extends SeriesBase {
  readonly kind: "scatter";
  readonly y: readonly (number | null)[];
}

/** Bars from 0 to y, each from left to right; x is what a bar is known by: its middle or its category. */
export interface BarSeries extends SeriesBase {
  readonly kind: "bars";
  readonly y: readonly (number | null)[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Neighbours touch: the bars are intervals of the x axis. */
  readonly intervals: boolean;
}

/** How many points lie in each cell of a grid. */
export interface DensitySeries {
  readonly kind: "density";
  readonly name: string;
  /** Ascending. */
  readonly xEdges: readonly number[];
  readonly yEdges: readonly number[];
  /** Row by row, the one with the least y first. */
  readonly counts: readonly number[];
}

/** More bars, and more cells along one axis, than this are no picture. */
export const MOST_BARS = 2000;
export const MOST_CELLS = 200;

/** How far a loop in a cell is. */
export interface ProgressPayload {
  readonly version: typeof PAYLOAD_VERSION;
  /** What goes on. */
  readonly title: string;
  /** What viewers show that cannot draw it. */
  readonly text: string;
  readonly state: "running" | "done" | "stopped";
  readonly done: number;
  /** Null where nobody knows. */
  readonly total: number | null;
  /** Since it began; while it runs. */
  readonly seconds?: number;
}

/** A finite number, a text, nothing, or one of the numbers that JSON has not. */
export type TableCell =
  number | string | null | { readonly number: "NaN" | "Infinity" | "-Infinity" };

/** Rows of values. */
export interface TablePayload {
  readonly version: typeof PAYLOAD_VERSION;
  readonly title: string;
  /** What viewers show that cannot draw it. */
  readonly text: string;
  /** What it is of, e.g. `float64 [2, 3]`. */
  readonly kind: string;
  /** Rows and columns of the whole, of which the first are here. */
  readonly shape: readonly [number, number];
  readonly columns: readonly string[] | null;
  /** Names of the rows; their numbers when null. */
  readonly rows: readonly string[] | null;
  readonly cells: readonly (readonly TableCell[])[];
}

/** More than this is nothing to read. */
export const MOST_TABLE_ROWS = 1000;
export const MOST_TABLE_COLS = 100;

/** Version 1 had places in the payload, and no groups. */
export const GRAPH_VERSION = 2;

/** What a program or a network is made of; whoever shows it lays it out in layers from top to bottom. */
export interface GraphPayload {
  readonly version: typeof GRAPH_VERSION;
  readonly title: string;
  /** What viewers show that cannot draw it. */
  readonly text: string;
  readonly nodes: readonly GraphBox[];
  /** Pairs of places in `nodes`: what is read, and who reads it. */
  readonly links: readonly (readonly [number, number])[];
  /** Named parts that can be folded to one box; parents before what is inside. */
  readonly groups: readonly GraphGroupBox[];
}

/** A box with two lines of words in it, and more to say when it is chosen. */
export interface GraphBox {
  readonly name: string;
  /** The second line, e.g. a shape. */
  readonly detail: string;
  /** What is told of it when it is chosen, e.g. its equation and its cost. */
  readonly identity: string;
  readonly tone: "input" | "constant" | "forward" | "backward";
  readonly result: boolean;
  /** Of the box with its words, CSS pixels. */
  readonly width: number;
  /** A place in `groups`; null outside of all. */
  readonly group: number | null;
}

/** What a group shows as when it is folded. */
export interface GraphGroupBox {
  readonly name: string;
  readonly detail: string;
  readonly identity: string;
  readonly tone: "forward" | "backward";
  readonly width: number;
  /** The group around it. */
  readonly parent: number | null;
}

/** More nodes than this are no payload. */
export const MOST_NODES = 4000;

/** More boxes than this are no picture. */
export const MOST_BOXES = 400;

/** Eigenvalues of a kernel, on data or on a domain, with what is known of its eigenfunctions. */
export interface SpectrumPayload {
  readonly version: typeof PAYLOAD_VERSION;
  readonly title: string;
  /** What viewers show that cannot draw it. */
  readonly text: string;
  /** Where the kernel lives, e.g. `100 data points`. */
  readonly domain: string;
  /** Of a matrix the largest first, of a domain level by level. */
  readonly eigenvalues: readonly number[];
  /** How many eigenfunctions share each. */
  readonly multiplicities: readonly number[];
  /** Magnitudes up to this are zero for all that is known. */
  readonly zero: number;
  /** Σ v² of the targets along each; null without targets. */
  readonly power: readonly number[] | null;
  /** Predictions for growing numbers of samples; empty when there are none. */
  readonly learning: readonly LearningPoint[];
  readonly eigenvectors: EigenvectorPayload | null;
  /** What the display store knows the kernel matrix by; views of it look where this one looks. */
  readonly key: string | null;
}

/** What eigenlearning predicts for `n` samples. */
export interface LearningPoint {
  readonly n: number;
  /** Modes of λ > κ are learnt: L = λ/(λ + κ). */
  readonly kappa: number;
  readonly testMse: number | null;
  readonly trainMse: number | null;
}

/** The first eigenvectors as rows, or each as an image of [rows, columns] in a sheet of images. */
export interface EigenvectorPayload {
  readonly matrix: MatrixPayload;
  readonly image: readonly [number, number] | null;
  readonly count: number;
  /** Images beside each other in the sheet. */
  readonly across: number;
}

/** More eigenvalues than this are no picture. */
export const MOST_EIGENVALUES = 8192;

/** Derivatives of outputs by parameters: the whole, what is known of its blocks, and its singular values. */
export interface JacobianPayload {
  readonly version: typeof PAYLOAD_VERSION;
  readonly title: string;
  /** What viewers show that cannot draw it. */
  readonly text: string;
  /** Outputs × parameters. */
  readonly matrix: MatrixPayload;
  /** Frobenius norms: a row for each example, or one for all outputs; a column for each parameter. */
  readonly norms: MatrixPayload;
  /** Rows of the matrix that belong to each row of the norms, all as many. */
  readonly outputs: number;
  /** Their lengths add up to the columns of the matrix. */
  readonly parameters: readonly JacobianParameter[];
  /** Largest first; null where they were not computed. */
  readonly singularValues: readonly number[] | null;
}

export interface JacobianParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly norm: number;
  /** Share of its derivatives that are exactly 0. */
  readonly zeros: number;
  /** Root mean squares over all outputs, in the order of its entries; null where they are too many. */
  readonly rms: { readonly float32: string } | null;
}

/** Entries of all `rms` together: what shows of weights when the session no longer holds the matrix. */
export const MOST_RMS = 65_536;
