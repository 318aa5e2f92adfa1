import type { NDArray } from "../array/ndarray.js";
import { displayedAsChart } from "../display/displayed.js";
import { eigenlearning, type EigenlearningOptions } from "./eigenlearning.js";
import type { Spectrum } from "./spectrum.js";
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
 * @throws as it does.
 * @example
 * ```ts
 * const cube = spectrum.hypercube([0, 0.5, 0.25, 0.25], { dim: 8 });
 * spectrum.learningCurve(cube, [4, 16, 64], { ridge: 1e-3, targetPower: [0, 1, 0, 0, 0, 0, 0, 0, 0] }).testMse;
 * ```
 */
export function learningCurve(
  of: Spectrum,
  samples: readonly number[],
  options: Omit<EigenlearningOptions, "n"> = {},
): LearningCurve {
  const points = samples.map((n) => eigenlearning(of, { ...options, n }));
  const column = (name: "kappa" | "testMse" | "trainMse" | "e0") =>
    vector(points.map((point) => point[name]));
  const curve = {
    n: samples,
    kappa: column("kappa"),
    testMse: column("testMse"),
    trainMse: column("trainMse"),
    e0: column("e0"),
    learnabilities: vector(
      points.flatMap(({ learnabilities }) => [...learnabilities.data]),
    ).reshape([samples.length, of.eigenvalues.size]),
  };
  const x = samples.map(Math.log10);
  return displayedAsChart("spectrum.learningCurve", curve, () => ({
    title: `Learning curve: ${of.domain}`,
    xLabel: "log₁₀ samples",
    yLabel: "mean squared error",
    series: [
      { name: "test", x, y: curve.testMse },
      { name: "training", x, y: curve.trainMse },
    ],
  }));
}
