import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { ShapeError } from "../errors.js";
import { pictureRoom } from "../platform/pictures.js";
import { emitDisplay, type MimeBundle } from "./display.js";
import { MIME, PAYLOAD_VERSION, type KernelPayload } from "./payload.js";
import { matrixPreview } from "./preview.js";
import { matrixStatistics } from "./statistics.js";
import { kernelText } from "./text.js";
import type { Words } from "./values.js";

/** What stands around a matrix. */
export interface KernelOptions {
  /** Defaults to "Kernel matrix". */
  readonly title?: Words;
  /** One a row, e.g. its class; of the columns too when the matrix is symmetric. */
  readonly labels?: NDArray | ArrayLike<number | string>;
}

/**
 * Shows a matrix (n₁, n₂) of any dtype, or its rows, as a heat map: hover for values, arrow keys to walk, a choice
 * of colour scales. Stored in the notebook as block means of at most 256² with the exact range, mean
 * and symmetry of the whole; NaN and ±∞ are marked.
 *
 * @throws {@link ShapeError} when `matrix` has not two axes, or `labels` not one entry a row.
 * @example
 * ```ts
 * const x = random.normal(random.key(0), [100, 8]);
 * show.kernel(gram(x), { title: "Gram matrix" });
 * show.kernel([[1, 0.5], [0.5, 1]], { labels: ["cat", "dog"] });
 * ```
 */
export function kernel(matrix: ArrayInput, options: KernelOptions = {}): void {
  emitDisplay({ id: null, bundle: kernelBundle(matrix, options) });
}

/** All representations of a kernel display. */
function kernelBundle(input: ArrayInput, options: KernelOptions = {}): MimeBundle {
  const matrix = asArray(input);
  const payload = kernelPayload(matrix, options);
  const png = pictureRoom().pictures.kernelPng(payload.preview);
  return {
    [MIME.kernel]: payload,
    ...(png === null ? {} : { "image/png": png }),
    "text/plain": kernelText(payload, matrix),
  };
}

export function kernelPayload(
  matrix: NDArray,
  { title = "Kernel matrix", labels }: KernelOptions,
): KernelPayload {
  const [rows, cols] = twoAxes(matrix);
  return {
    version: PAYLOAD_VERSION,
    title: String(title),
    shape: [rows, cols],
    dtype: matrix.dtype,
    preview: matrixPreview(matrix.data, rows, cols),
    statistics: matrixStatistics(matrix.data, rows, cols),
    labels: labels === undefined ? null : rowLabels(labels, rows),
  };
}

function twoAxes({ shape }: NDArray): [number, number] {
  const [rows, cols] = shape;
  if (rows === undefined || cols === undefined || shape.length > 2) {
    throw new ShapeError(
      `show.kernel: the matrix has the shape [${shape.join(", ")}]; give a 2-d array (n1, n2)`,
    );
  }
  return [rows, cols];
}

function rowLabels(
  labels: NonNullable<KernelOptions["labels"]>,
  rows: number,
): (string | number)[] {
  if (labels instanceof NDArray && labels.size !== labels.shape[0]) {
    throw new ShapeError(
      `show.kernel: labels have the shape [${labels.shape.join(", ")}]; give one label a row: [${rows}]`,
    );
  }
  const list = Array.from<unknown, string | number>(
    labels instanceof NDArray ? labels.data : labels,
    (label) => (typeof label === "number" && Number.isFinite(label) ? label : String(label)),
  );
  if (list.length !== rows) {
    throw new ShapeError(
      `show.kernel: ${list.length} labels for a matrix of ${rows} rows; give one label a row`,
    );
  }
  return list;
}
