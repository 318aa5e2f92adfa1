import type { NDArray } from "../array/ndarray.js";
import type { FitStatistics } from "./fit-statistics.js";
import type { Descent } from "./least-squares-descent.js";

const ENDINGS = {
  gradient: "the residuals are orthogonal to what the parameters can change",
  step: "the step is negligible",
  cost: "the sum of squares does not fall any more",
  precision: "no step lowers the sum of squares in this precision",
  iterations: "not converged: too many iterations",
} as const;

/** The most parameters that are listed. */
const MOST_LINES = 20;

/** A fit as people read it: parameters with their standard errors, and how good it is. */
export function formatFit(
  paths: readonly string[],
  { x, cost, history, ending }: Descent,
  errors: NDArray | null,
  { degreesOfFreedom, residualError, rank }: FitStatistics,
): string {
  const width = Math.max(...paths.map((path) => path.length));
  const lines = paths.slice(0, MOST_LINES).map((path, k) => {
    const error = errors === null ? "" : ` ± ${Number(errors.data[k]).toPrecision(3)}`;
    return `${path.padEnd(width)}  ${Number(x.data[k]).toPrecision(10)}${error}`;
  });
  if (paths.length > MOST_LINES) lines.push(`… ${paths.length - MOST_LINES} more`);
  return [
    `least squares: ${ENDINGS[ending]}, after ${history.length - 1} iterations`,
    ...lines,
    `sum of squares ${cost.toPrecision(8)}, ${degreesOfFreedom} degrees of freedom, residual error ${residualError.toPrecision(5)}`,
    ...(errors === null
      ? [`the data determine ${rank} directions of ${paths.length}: no covariance`]
      : []),
  ].join("\n");
}
