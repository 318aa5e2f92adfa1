import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { displayedAsChart } from "../display/displayed.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { eigenlearning, type EigenlearningOptions } from "./eigenlearning.js";
import { levelsOf, type SpectrumInput } from "./levels.js";
import { vector } from "./vector.js";

/** Predictions for growing numbers of samples. */
export interface LearningCurve {
  readonly n: readonly number[];
  readonly kappa: NDArray<"float64">;
  readonly testMse: NDArray<"float64">;
  readonly trainMse: NDArray<"float64">;
  readonly e0: NDArray<"float64">;
  /** One row a number of samples, one column a level. */
  readonly learnabilities: NDArray<"float64">;
}

/**
 * {@link eigenlearning} for several numbers of samples.
 *
 * @param samples - numbers of samples
 * @throws as it does, and {@link ShapeError} for samples that are no list.
 * @example
 * ```ts
 * const cube = spectrum.hypercube([0, 0.5, 0.25, 0.25], { dim: 8 });
 * spectrum.learningCurve(cube, [4, 16, 64], { ridge: 1e-3, targetPower: [0, 1, 0, 0, 0, 0, 0, 0, 0] }).testMse;
 * ```
 */
export function learningCurve(
  of: SpectrumInput,
  samples: ArrayInput,
  options: Omit<EigenlearningOptions, "n"> = {},
): LearningCurve {
  const caller = "spectrum.learningCurve";
  checkOptions(caller, options, ["ridge", "noiseVariance", "targetPower"]);
  const levels = levelsOf(caller, of);
  const counts = asArray(samples);
  if (counts.ndim !== 1 || counts.size === 0) {
    throw new ShapeError(
      `${caller}: samples have shape ${formatShape(counts.shape)}; give a list of how many`,
    );
  }
  const n = Array.from(counts.data, Number);
  const points = n.map((count) => eigenlearning(levels, { ...options, n: count }));
  const column = (name: "kappa" | "testMse" | "trainMse" | "e0") =>
    vector(points.map((point) => point[name]));
  const curve = {
    n,
    kappa: column("kappa"),
    testMse: column("testMse"),
    trainMse: column("trainMse"),
    e0: column("e0"),
    learnabilities: vector(
      points.flatMap(({ learnabilities }) => [...learnabilities.data]),
    ).reshape([n.length, levels.eigenvalues.length]),
  };
  const x = n.map(Math.log10);
  return displayedAsChart(caller, curve, () => ({
    title: `Learning curve: ${levels.domain}`,
    xLabel: "log₁₀ samples",
    yLabel: "mean squared error",
    series: [
      { name: "test", x, y: curve.testMse },
      { name: "training", x, y: curve.trainMse },
    ],
  }));
}
