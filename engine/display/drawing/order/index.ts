/** Orders of rows and columns that bring like to like. */
import { clusterOrder } from "./clusters.js";
import { kernelDistances, rowDistances, transposed, type Entries } from "./distances.js";
import { spectralOrder } from "./spectral.js";

export type FoundOrder = "clusters" | "spectral";

export interface Order {
  /** For every place the row that stands there. */
  readonly rows: Int32Array;
  readonly cols: Int32Array;
}

/** Distances take n² numbers. */
export const MOST_ORDERED = 4096;

const methods = { clusters: clusterOrder, spectral: spectralOrder } as const;

/**
 * The rows and columns of a symmetric matrix get one order; with a diagonal that a kernel could have it
 * is read as one.
 */
export function foundOrder(
  matrix: Entries,
  { by, symmetric }: { readonly by: FoundOrder; readonly symmetric: boolean },
): Order {
  const find = methods[by];
  if (symmetric) {
    const rows = find(mayBeKernel(matrix) ? kernelDistances(matrix) : rowDistances(matrix));
    return { rows, cols: rows };
  }
  return { rows: find(rowDistances(matrix)), cols: find(rowDistances(transposed(matrix))) };
}

function mayBeKernel({ rows, data }: Entries): boolean {
  for (let i = 0; i < rows; i++) if (!((data[i * rows + i] as number) > 0)) return false;
  return true;
}

/** Equal labels together: numbers by size, texts by the alphabet, the order given among equals. */
export function labelOrder(labels: readonly (string | number)[]): Int32Array {
  const compare = (a: string | number, b: string | number) =>
    typeof a === "number" && typeof b === "number"
      ? a - b
      : String(a).localeCompare(String(b), "en", { numeric: true });
  return Int32Array.from(labels.keys()).sort(
    (i, j) => compare(labels[i] ?? "", labels[j] ?? "") || i - j,
  );
}
