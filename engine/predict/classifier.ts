import { argmax } from "../array/reductions.js";
import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import type { NDArray } from "../array/ndarray.js";
import { oneHot, accuracy } from "../data/labels.js";
import { DomainError } from "../errors.js";
import { checkOptions, checkWhole } from "../options.js";
import type { KernelFunction } from "./blocks.js";
import { kernelRidge } from "./kernel-ridge.js";
import type { PosteriorName } from "./options.js";
import type { Regularisation } from "./regularise.js";

/** Options of `kernelClassifier`. */
export interface KernelClassifierOptions extends Regularisation {
  readonly get: PosteriorName;
  /** How many classes; one more than the largest label unless given. */
  readonly classes?: number;
}

/** A classifier that is trained: the kernel is computed and factorised once for all calls. */
export interface KernelClassifier {
  /** Scores, (test × classes): the larger the more probable. */
  scores(xTest: ArrayInput): NDArray;
  /** The class with the largest score of each row. */
  classify(xTest: ArrayInput): NDArray<"int32">;
  /** The share of rows that are classified as labelled. */
  accuracy(xTest: ArrayInput, labels: ArrayInput): number;
}

/**
 * Classification by kernel ridge regression on one-hot targets of mean zero, 1 − 1/c for the class and
 * −1/c for the others (Lee et al. 2018): the posterior mean's largest output is the class.
 *
 * @param kernel - A network's kernel function.
 * @param labels - Whole numbers from 0, (train).
 * @throws {@link DomainError} for labels that are no classes; what `kernelRidge` throws.
 * @example
 * ```ts
 * const { kernel } = stax.serial(stax.dense(512), stax.relu(), stax.dense(1));
 * const classifier = predict.kernelClassifier(kernel, [[1, 0], [0, 1]], [0, 1], { get: "ntk" });
 * classifier.classify([[2, 0.1]]); // array([0])
 * ```
 */
export function kernelClassifier(
  kernel: KernelFunction,
  xTrain: ArrayInput,
  labels: ArrayInput,
  options: KernelClassifierOptions,
): KernelClassifier {
  const caller = "predict.kernelClassifier";
  checkOptions(caller, options, ["get", "classes", "diagReg", "diagRegAbsoluteScale"]);
  const { classes = largestOf(caller, labels) + 1, ...inference } = options;
  checkWhole(caller, "classes", classes, 1);
  const targets = oneHot(labels, { classes, offset: -1 / classes });
  const ridge = kernelRidge(kernel, xTrain, targets, inference);
  const scores = (xTest: ArrayInput): NDArray => ridge.predict(xTest);
  return {
    scores,
    classify: (xTest) => argmax(scores(xTest), 1),
    accuracy: (xTest, truth) => accuracy(scores(xTest), truth),
  };
}

/** Labels beyond it are rather numbers of another kind, unless there are more rows than that. */
const MANY = 1000;

function largestOf(caller: string, labels: ArrayInput): number {
  const { data } = namedArray(`${caller}: labels`, labels);
  if (data.length === 0) throw new DomainError(`${caller}: there are no labels`);
  const largest = Array.from(data).reduce((most, label) => Math.max(most, label), 0);
  if (largest < Math.max(MANY, data.length)) return largest;
  const row = data.findIndex((label) => label === largest);
  throw new DomainError(
    Number.isNaN(largest)
      ? `${caller}: a label is NaN; labels are whole numbers from 0`
      : `${caller}: the label ${largest} in row ${row} makes ${largest + 1} classes of ${data.length} rows; number classes from 0, or set { classes }`,
  );
}
