/** Singular values on a logarithmic axis. */
import { html, svg } from "../dom.js";
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import type { MatrixPayload } from "../../engine/display/payload.js";
import { epsilonOf } from "../matrix/spectrum.js";
import { linearAxis, logAxis } from "../plot/axis.js";
import { dotsOf, frameOf, type PlotPoint } from "../plot/plot.js";

const SIZE = { width: 360, height: 236 };
const BOX = { left: 52, top: 34, width: 290, height: 150 };

/** @param values - the largest first */
export function singularValuesPlot(
  values: readonly number[],
  { shape, dtype }: Pick<MatrixPayload, "shape" | "dtype">,
): Element[] {
  const known = values.filter((value) => value > 0);
  const [largest = 0, least = 0] = [known[0], known.at(-1)];
  if (largest === 0) return [];
  // Singular values are known to about max(n, m)·ε of the largest.
  const zero = Math.max(...shape) * epsilonOf(dtype) * largest;
  const rank = values.filter((value) => value > zero).length;
  const x = linearAxis("number k", 0, Math.max(1, values.length - 1));
  const place = { box: BOX, x, y: logAxis("", Math.max(least, zero / 10) / 1.5, largest * 1.5) };
  const points = values.map((value, k): PlotPoint => [k, value]);
  const drawing = svg(
    "svg",
    { ...SIZE, "aria-hidden": "true" },
    ...frameOf(place, "Singular values σ"),
    dotsOf(place, "first", points, 2),
  );
  const smallest = values[rank - 1] ?? largest;
  const words = `σ from ${formatNumber(largest)} to ${formatNumber(smallest)}; rank ${rank} of ${values.length}`;
  return [drawing, html("p", { className: "caption" }, words)];
}
