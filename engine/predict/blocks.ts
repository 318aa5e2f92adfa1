import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { namedArray } from "../array/named.js";
import { astype } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { checkFinite } from "./finite.js";
import { kernelsOf } from "./inputs.js";
import type { FloatArray } from "./float-array.js";
import { checkSymmetric } from "./symmetric.js";

/** The two kernels of an infinitely wide network. */
export type KernelName = "nngp" | "ntk";

/** One kernel or both, as matrices. */
export type KernelMatrices = Readonly<Partial<Record<KernelName, NDArray>>>;

/**
 * The kernel of a network, as `stax` makes it: inputs (n1 × …) and (n2 × …), or null for the first
 * ones again, to matrices (n1 × n2).
 */
export type KernelFunction = (
  x1: NDArray,
  x2: NDArray | null,
  get: readonly KernelName[],
) => KernelMatrices;

/** Kernel matrices that were computed before, rows × columns as the names say. */
export interface KernelBlocks {
  readonly kTrainTrain: KernelMatrices;
  readonly kTestTrain: KernelMatrices;
  /** Needed for a covariance only. */
  readonly kTestTest?: KernelMatrices;
}

/** The blocks that a prediction needs, from a kernel function and its inputs. */
export function evaluateBlocks(
  kernel: KernelFunction,
  { xTrain, xTest }: { readonly xTrain: NDArray; readonly xTest: NDArray },
  { names, computeCov }: { readonly names: readonly KernelName[]; readonly computeCov: boolean },
): KernelBlocks {
  return {
    kTrainTrain: kernelsOf(kernel, xTrain, null, names),
    kTestTrain: kernelsOf(kernel, xTest, xTrain, names),
    ...(computeCov ? { kTestTest: kernelsOf(kernel, xTest, null, names) } : {}),
  };
}

/** Reads one block of one kernel, in the precision of the whole computation. */
export type BlockReader = (place: keyof KernelBlocks, name: KernelName) => FloatArray;

/**
 * A reader that checks what it reads.
 *
 * @throws (from the reader) {@link ShapeError} when a block is missing or has another shape,
 *   {@link DomainError} when it is not finite, or not symmetric between examples and themselves.
 */
export function blockReader(
  blocks: KernelBlocks,
  {
    train,
    test,
    dtype,
  }: { readonly train: number; readonly test: number; readonly dtype: FloatDtype },
): BlockReader {
  const shapes = {
    kTrainTrain: [train, train],
    kTestTrain: [test, train],
    kTestTest: [test, test],
  };
  return (place, name) => {
    const matrix = presentBlock(blocks, place, name);
    if (formatShape(matrix.shape) !== formatShape(shapes[place])) {
      const rows = place === "kTrainTrain" ? "" : ` and ${test} test rows`;
      throw new ShapeError(
        `predict: ${place}.${name} has shape ${formatShape(matrix.shape)}; with ${train} targets${rows} it must be ${formatShape(shapes[place])}`,
      );
    }
    checkFinite(`${place}.${name}`, matrix);
    const block = astype(matrix, dtype);
    if (place !== "kTestTrain") checkSymmetric(`${place}.${name}`, block);
    return block;
  };
}

/** @throws {@link ShapeError} when the block is missing. */
export function presentBlock(
  blocks: KernelBlocks,
  place: keyof KernelBlocks,
  name: KernelName,
): NDArray {
  const matrix = blocks[place]?.[name];
  if (matrix !== undefined) return namedArray(`predict: ${place}.${name}`, matrix);
  throw new ShapeError(`predict: ${place}.${name} is missing, which this prediction reads`);
}
