/** Matrices: one, or a stack of one shape. */
import type { EncodedNumbers } from "../drawing/encoding.js";
import type { MATRIX_VERSION } from "./contract.js";

/** Row-major. */
export interface EncodedMatrix extends EncodedNumbers {
  readonly rows: number;
  readonly cols: number;
}

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
  readonly eigenvalues: EncodedNumbers | null;
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
