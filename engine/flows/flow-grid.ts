import { array, asArray } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { displayedAsChart } from "../display/displayed.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { squareGrid, type SquareOptions } from "./square-grid.js";

/** The square, its lines and how smooth they are. */
export interface FlowGridOptions extends SquareOptions {
  /** Lines each way; default 13. */
  readonly lines?: number;
  /** Points a line; default 60. */
  readonly points?: number;
  readonly title?: string;
}

/** What a map makes of the lines of a regular grid. As a cell's last value it draws them. */
export interface FlowGrid {
  /** Images of lines of constant x₂, [lines, points, 2]. */
  readonly horizontal: NDArray;
  /** Images of lines of constant x₁, [lines, points, 2]. */
  readonly vertical: NDArray;
}

/**
 * How a map of the plane, such as a flow, bends a regular grid: where lines draw together, it raises the density.
 *
 * @param map - of points [points, 2]
 * @throws {@link ShapeError} for a map that leaves the plane; {@link DomainError} for a square without area.
 * @example
 * ```ts
 * const flow = flows.planar();
 * const params = flow.init(random.key(0), 2);
 * flows.flowGrid((x) => flow.forward(params, x));
 * ```
 */
export function flowGrid(map: (x: NDArray) => NDArray, options: FlowGridOptions = {}): FlowGrid {
  const caller = "flows.flowGrid";
  checkOptions(caller, options, ["from", "to", "lines", "points", "title"]);
  const { lines = 13, points = 60, title = "Image of a regular grid" } = options;
  const across = squareGrid(caller, options, "lines", lines);
  const along = squareGrid(caller, options, "points", points);
  const image = (at: (line: number, t: number) => readonly [number, number]): NDArray => {
    const start = array(across.flatMap((line) => along.map((t) => [...at(line, t)])));
    const end = asArray(map(start));
    if (end.ndim === 2 && end.shape[0] === lines * points && end.shape[1] === 2) {
      return end.reshape([lines, points, 2]);
    }
    throw new ShapeError(
      `${caller}: the map gave the shape [${end.shape.join(", ")}] for [${lines * points}, 2]; give points of the plane`,
    );
  };
  const horizontal = image((line, t) => [t, line]);
  const vertical = image((line, t) => [line, t]);
  return displayedAsChart(caller, { horizontal, vertical }, () => ({
    title,
    xLabel: "y₁",
    yLabel: "y₂",
    series: [
      { name: "x₂ constant", ...polyline(horizontal) },
      { name: "x₁ constant", ...polyline(vertical) },
    ],
  }));
}

/** Lines one after the other, with gaps between them. */
function polyline(image: NDArray): { readonly x: number[]; readonly y: number[] } {
  const [lines = 0, points = 0] = image.shape;
  const [x, y]: [number[], number[]] = [[], []];
  for (let line = 0; line < lines; line++) {
    for (let point = 0; point < points; point++) {
      x.push(Number(image.get(line, point, 0)));
      y.push(Number(image.get(line, point, 1)));
    }
    x.push(x.at(-1) ?? 0);
    y.push(NaN);
  }
  return { x, y };
}
