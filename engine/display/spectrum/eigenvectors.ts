/** The first eigenvectors as a matrix to look at: a row each, or a sheet of images. */
import type { NDArray } from "../../array/ndarray.js";
import { asArray } from "../../array/create.js";
import { ShapeError } from "../../errors.js";
import type { ShownValue } from "../display.js";
import { matrixPayload, shownValues } from "../matrix/bundle.js";
import { stackOf } from "../matrix/stack.js";
import type { Labels } from "../matrix/surroundings.js";
import { MIME, type EigenvectorPayload } from "../payload.js";

export interface EigenvectorOptions {
  /** How many are shown. */
  readonly vectors: number;
  /** Rows and columns of the image that the points of the domain make. */
  readonly image: readonly [number, number] | null;
  /** One a point, e.g. its class. */
  readonly labels: Labels | null;
}

export interface ShownEigenvectors {
  readonly payload: EigenvectorPayload;
  readonly values: readonly ShownValue[];
}

/** Images beside each other, at most. */
const MOST_ACROSS = 8;

/**
 * @param eigenfunctions - at n points, in columns
 * @throws {@link ShapeError} for an image of other than n pixels.
 */
export function shownEigenvectors(
  caller: string,
  eigenfunctions: NDArray,
  { vectors, image, labels }: EigenvectorOptions,
): ShownEigenvectors {
  const [n = 0, known = 0] = eigenfunctions.shape;
  const count = Math.max(0, Math.min(vectors, known));
  const rows = Array.from({ length: count }, (_, k) => column(eigenfunctions, k));
  if (image !== null && image[0] * image[1] !== n) {
    throw new ShapeError(
      `${caller}: image = [${image.join(", ")}] has ${image[0] * image[1]} pixels and the eigenvectors have ${n} entries; give rows and columns whose product is ${n}`,
    );
  }
  const across = image === null ? 1 : Math.min(MOST_ACROSS, count);
  const options = image === null ? stripOptions(count, labels) : sheetOptions(count, across, image);
  const matrix = image === null ? asArray(rows) : sheet(rows, across, image);
  const stack = stackOf(caller, matrix, {});
  const request = { caller, mime: MIME.matrix, title: "Eigenvectors" } as const;
  const payload = matrixPayload(request, stack, options);
  return {
    payload: { matrix: payload, image, count, across },
    values: shownValues(stack, payload),
  };
}

function column({ data, shape }: NDArray, k: number): number[] {
  const [n = 0, width = 0] = shape;
  return Array.from({ length: n }, (_, i) => Number(data[i * width + k]));
}

const nameOf = (k: number) => `φ${k}`;

/** Strips with their names at the side; where labels are given, columns may be sorted by them. */
function stripOptions(count: number, labels: Labels | null) {
  const blocks = Object.fromEntries(Array.from({ length: count }, (_, k) => [nameOf(k), 1]));
  return { blocks, ...(labels === null ? {} : { columnLabels: labels }) };
}

function sheetOptions(count: number, across: number, [high, wide]: readonly [number, number]) {
  const down = Math.ceil(count / across);
  const rowName = (row: number) => `${nameOf(row * across)} …`;
  const parts = (length: number, size: number, name: (k: number) => string) =>
    Object.fromEntries(Array.from({ length }, (_, k) => [name(k), size]));
  return {
    blocks: parts(down, high, rowName),
    columnBlocks: parts(across, wide, (k) => `+${k}`),
    labels: Array.from({ length: down * high }, (_, i) => `y ${i % high}`),
    columnLabels: Array.from({ length: across * wide }, (_, j) => `x ${j % wide}`),
  };
}

/** Images row by row; what is left of the last row is NaN, which is marked as no number. */
function sheet(
  images: readonly number[][],
  across: number,
  [high, wide]: readonly [number, number],
): NDArray {
  const width = across * wide;
  const height = Math.ceil(images.length / across) * high;
  const pixel = (i: number, j: number) => {
    const k = Math.floor(i / high) * across + Math.floor(j / wide);
    return images[k]?.[(i % high) * wide + (j % wide)] ?? NaN;
  };
  return asArray(
    Array.from({ length: height }, (_, i) => Array.from({ length: width }, (__, j) => pixel(i, j))),
  );
}
