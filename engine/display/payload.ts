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

/** A kernel matrix: a preview of at most {@link PREVIEW_LIMIT}² block means, and what is known of the whole. */
export interface KernelPayload {
  readonly version: typeof PAYLOAD_VERSION;
  readonly title: string;
  /** Shape of the whole matrix. */
  readonly shape: readonly [number, number];
  readonly dtype: string;
  /** Block means: entry (i, j) covers rows [i·rows/preview.rows, …) of the whole. */
  readonly preview: EncodedMatrix;
  readonly statistics: MatrixStatistics;
  /** One label a row (and a column, when symmetric), e.g. a class; null when there are none. */
  readonly labels: readonly (string | number)[] | null;
}

export const PREVIEW_LIMIT = 256;

export interface MatrixStatistics {
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Entries that are NaN or infinite; min, max and mean leave them out. */
  readonly nonFinite: number;
  readonly symmetric: boolean;
}

/** A chart on two numeric axes. */
export interface ChartPayload {
  readonly version: typeof PAYLOAD_VERSION;
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly ChartSeries[];
}

export type ChartSeries = LineSeries | BandSeries | ScatterSeries;

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
