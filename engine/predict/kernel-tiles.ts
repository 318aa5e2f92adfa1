// Kernels of more rows than fit into memory: evaluated a tile at a time, and forgotten.
import { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { ShapeError } from "../errors.js";
import { matmul } from "../linalg/matmul.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { reportProgress } from "../platform/progress.js";
import { checkChoice } from "../options.js";
import type { KernelFunction, KernelName } from "./blocks.js";
import { kernelsOf } from "./inputs.js";

/** One kernel of a network, between rows of inputs. */
export type OneKernel = (x1: NDArray, x2: NDArray | null) => NDArray;

export const kernelNamed =
  (kernel: KernelFunction, get: KernelName): OneKernel =>
  (x1, x2) => {
    checkChoice("predict", "get", get, ["nngp", "ntk"]);
    const matrix = kernelsOf(kernel, x1, x2, [get])[get];
    if (matrix?.ndim === 2) return matrix;
    throw new ShapeError(
      `predict: the kernel function gave no matrix for "${get}"; networks must end in a dense layer or a pooling of all pixels`,
    );
  };

/** Consecutive rows, at most `size` of them at a time. */
export function rowBlocks(rows: number, size: number): { from: number; to: number }[] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, k) => ({
    from: k * size,
    to: Math.min(rows, (k + 1) * size),
  }));
}

const rowsOf = (x: NDArray, { from, to }: { from: number; to: number }): NDArray =>
  x.slice([from, to]);

/**
 * v ↦ K v for K = k(x, x) and v (n × columns): tiles of one triangle, each used from both sides.
 *
 * @throws (from the function) {@link InterruptError} when stopped.
 */
export function symmetricProduct(kernel: OneKernel, x: NDArray, tile: number) {
  const blocks = rowBlocks(x.shape[0] ?? 0, tile);
  const inputs = blocks.map((block) => rowsOf(x, block));
  const tiles = blocks.flatMap((_, i) => blocks.slice(i).map((__, k) => [i, i + k] as const));
  return (v: NDArray): NDArray => {
    const total = new Float64Array(v.size);
    const parts = blocks.map((block) => rowsOf(v, block));
    const columns = v.shape[1] ?? 1;
    const addTo = (block: number, part: NDArray): void => {
      const start = (blocks[block]?.from ?? 0) * columns;
      part.data.forEach((value, k) => (total[start + k] = (total[start + k] as number) + value));
    };
    tiles.forEach(([i, j], done) => {
      checkInterrupt();
      reportProgress(done, tiles.length);
      const [left, right] = [inputs[i] as NDArray, inputs[j] as NDArray];
      const block = kernel(left, i === j ? null : right);
      addTo(i, matmul(block, parts[j] as NDArray));
      if (i !== j) addTo(j, matmul(block, parts[i] as NDArray, { transposeA: true }));
    });
    return new NDArray(total, v.shape, "float64");
  };
}

/** k(x₁, x₂) v for v (n₂ × columns), in tiles. */
export function crossProduct(
  kernel: OneKernel,
  { x1, x2, v }: { readonly x1: NDArray; readonly x2: NDArray; readonly v: NDArray },
  tile: number,
): NDArray<"float64"> {
  const columns = v.shape[1] ?? 1;
  const total = new Float64Array((x1.shape[0] ?? 0) * columns);
  for (const rows of rowBlocks(x1.shape[0] ?? 0, tile)) {
    for (const across of rowBlocks(x2.shape[0] ?? 0, tile)) {
      checkInterrupt();
      const part = matmul(kernel(rowsOf(x1, rows), rowsOf(x2, across)), rowsOf(v, across));
      const start = rows.from * columns;
      part.data.forEach((value, k) => (total[start + k] = (total[start + k] as number) + value));
    }
  }
  return new NDArray(total, [x1.shape[0] ?? 0, columns], "float64");
}

/** Small enough that the entries beside the diagonal cost little. */
const DIAGONAL_TILE = 32;

/** k(x, x) of each row with itself, in float64. */
export function kernelDiagonal(kernel: OneKernel, x: NDArray): Float64Array {
  const out = new Float64Array(x.shape[0] ?? 0);
  for (const block of rowBlocks(out.length, DIAGONAL_TILE)) {
    checkInterrupt();
    out.set(astype(kernel(rowsOf(x, block), null).diagonal(), "float64").data, block.from);
  }
  return out;
}
