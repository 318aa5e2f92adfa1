/** Which point of which eigenvector an entry of their matrix is, as strips or on a sheet of images. */
import type { Entry } from "../linked.js";
import type { ReadEigenvectors } from "../payload/spectrum.js";

export interface VectorPoint {
  /** Number of the eigenvector. */
  readonly k: number;
  /** Place along it: a row of the kernel matrix. */
  readonly point: number;
}

type Shape = Pick<ReadEigenvectors, "image" | "across" | "count">;

/** Null beside the last image. */
export function vectorPointAt({ image, across, count }: Shape, { row, col }: Entry) {
  if (image === null) return { k: row, point: col };
  const [high, wide] = image;
  const k = Math.floor(row / high) * across + Math.floor(col / wide);
  return k < count ? { k, point: (row % high) * wide + (col % wide) } : null;
}

export function entryOf({ image, across }: Shape, { k, point }: VectorPoint): Entry {
  if (image === null) return { row: k, col: point };
  const [high, wide] = image;
  return {
    row: Math.floor(k / across) * high + Math.floor(point / wide),
    col: (k % across) * wide + (point % wide),
  };
}
