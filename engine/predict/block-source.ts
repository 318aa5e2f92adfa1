import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import type { NDArray } from "../array/ndarray.js";
import type { KernelBlocks, KernelFunction, KernelMatrices, KernelName } from "./blocks.js";
import { checkInputs, kernelsOf } from "./inputs.js";

/** The blocks of one training set and any number of test sets. */
export interface BlockSource {
  /** Grows as kernels are needed. */
  readonly kTrainTrain: KernelMatrices;
  /** The blocks of a test set; of the training set as its own test set for null. */
  readonly blocksAt: (
    xTest: ArrayInput | null,
    needs: { readonly names: readonly KernelName[]; readonly computeCov: boolean },
  ) => KernelBlocks;
}

/** Evaluates every kernel between the training inputs once. */
export function blockSource(
  kernel: KernelFunction,
  { xTrain, yTrain }: { readonly xTrain: NDArray; readonly yTrain: NDArray },
): BlockSource {
  const kTrainTrain: Partial<Record<KernelName, NDArray>> = {};
  const grow = (names: readonly KernelName[]): void => {
    const missing = names.filter((name) => kTrainTrain[name] === undefined);
    if (missing.length > 0) Object.assign(kTrainTrain, kernelsOf(kernel, xTrain, null, missing));
  };
  return {
    kTrainTrain,
    blocksAt: (test, { names, computeCov }) => {
      grow(names);
      if (test === null) return { kTrainTrain, kTestTrain: kTrainTrain, kTestTest: kTrainTrain };
      const xTest = namedArray("predict: xTest", test);
      checkInputs({ xTrain, yTrain, xTest });
      const kTestTrain = kernelsOf(kernel, xTest, xTrain, names);
      return computeCov
        ? { kTrainTrain, kTestTrain, kTestTest: kernelsOf(kernel, xTest, null, names) }
        : { kTrainTrain, kTestTrain };
    },
  };
}
