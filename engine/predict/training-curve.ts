import type { ArrayInput } from "../array/create.js";
import { outputColumns, type Arrangement } from "./arrangement.js";
import { DomainError } from "../errors.js";
import type { FloatArray } from "./float-array.js";
import { stacked } from "./stacked.js";
import { readTimes, type Time } from "./times.js";
import { readTestSet, type TestSet } from "./training-set.js";

/** Outputs at the times asked for; the shape of the times comes first, then that of the outputs. */
export interface TrainedOutputs<Test extends FloatArray | null = FloatArray | null> {
  readonly fxTrain: FloatArray;
  /** Null unless a test-train kernel was given. */
  readonly fxTest: Test;
}

/** The outputs of a network in training, from those that it starts with: 0 unless given. */
export interface TrainingCurve {
  /** @param t - A time, an array of times, or null for the end of training. */
  (t: Time, fxTrain0?: ArrayInput): TrainedOutputs<null>;
  /** @param kTestTrain - (test × train), with the same axes of outputs as the train-train kernel. */
  (
    t: Time,
    fxTrain0: ArrayInput,
    fxTest0: ArrayInput,
    kTestTrain: ArrayInput,
  ): TrainedOutputs<FloatArray>;
}

/** What outputs a dynamics is followed from, and when it is looked at. */
export interface Start {
  readonly times: readonly number[];
  /** (m × columns), as the arrangement has it. */
  readonly f0: FloatArray;
  readonly test: TestSet | null;
}

/** The outputs at one time, flattened; those of the test set are read only where there is one. */
export interface Slice {
  readonly train: ArrayLike<number>;
  readonly test: ArrayLike<number>;
}

/** The curve of a dynamics: reads what it starts from, and stacks what it gives. */
export function trainingCurve(
  set: Arrangement,
  follow: (start: Start) => readonly Slice[],
): TrainingCurve {
  const curve = (
    t: Time,
    fxTrain0: ArrayInput = 0,
    fxTest0: ArrayInput = 0,
    kTestTrain: ArrayInput | null = null,
  ): TrainedOutputs => {
    if (kTestTrain === null && fxTest0 !== 0) {
      throw new DomainError(
        "predict: fxTest0 is given without kTestTrain, which ties test outputs to the training set; call curve(t, fxTrain0, fxTest0, kTestTrain)",
      );
    }
    const { values: times, shape } = readTimes(t);
    const f0 = outputColumns(set, { name: "fxTrain0", value: fxTrain0 }, set.train);
    const test = kTestTrain === null ? null : readTestSet(set, fxTest0, kTestTrain);
    const slices = follow({ times, f0, test });
    const { outputs, dtype } = set;
    const ofTrain = slices.map(({ train }) => train);
    const ofTest = slices.map((slice) => slice.test);
    return {
      fxTrain: stacked(dtype, ofTrain, [...shape, set.train, ...outputs]),
      fxTest: test && stacked(dtype, ofTest, [...shape, test.rows, ...outputs]),
    };
  };
  // Which outputs are null follows from the arguments, as the overloads say.
  return curve as TrainingCurve;
}
