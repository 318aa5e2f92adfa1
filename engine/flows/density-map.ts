import { asArray } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { exp } from "../array/transcendental.js";
import { displayedAs } from "../display/displayed.js";
import { matrixDisplay } from "../display/matrix/bundle.js";
import { MIME } from "../display/payload.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { squareGrid, type SquareOptions } from "./square-grid.js";

/** The square and how finely it is looked at. */
export interface DensityMapOptions extends SquareOptions {
  /** Points a side; default 80. */
  readonly points?: number;
  readonly title?: string;
}

/** A density on a grid. As a cell's last value it draws itself as a heat map, x₁ to the right and x₂ upwards. */
export interface DensityMap {
  /** x₁ of the columns. */
  readonly x1: readonly number[];
  /** x₂ of the rows, the largest first. */
  readonly x2: readonly number[];
  /** [points, points] */
  readonly logDensity: NDArray;
  /** e^logDensity */
  readonly density: NDArray;
}

/**
 * The density of points in the plane, on a square.
 *
 * @param logDensity - log p of points [points, 2], normalised or not
 * @throws {@link ShapeError} for a function that gives not one number a point; {@link DomainError} for a square without area.
 * @example
 * ```ts
 * flows.densityMap((x) => flows.potentials.ring(x).neg(), { from: -4, to: 4 });
 * ```
 */
export function densityMap(
  logDensity: (x: NDArray) => NDArray,
  options: DensityMapOptions = {},
): DensityMap {
  const caller = "flows.densityMap";
  checkOptions(caller, options, ["from", "to", "points", "title"]);
  const { points = 80, title = "Density" } = options;
  const x1 = squareGrid(caller, options, "points", points);
  const x2 = x1.toReversed();
  const given = asArray(logDensity(asArray(x2.flatMap((b) => x1.map((a) => [a, b])))));
  if (given.size !== points * points) {
    throw new ShapeError(
      `${caller}: logDensity gave the shape [${given.shape.join(", ")}] for [${points * points}, 2]; give one number a point`,
    );
  }
  const logs = given.reshape([points, points]);
  const density = exp(logs);
  return displayedAs({ x1, x2, logDensity: logs, density }, () =>
    matrixDisplay({ caller, mime: MIME.matrix, title }, density, {
      labels: x2.map(rounded),
      columnLabels: x1.map(rounded),
    }),
  );
}

function rounded(x: number): number {
  return Number(x.toFixed(3));
}
