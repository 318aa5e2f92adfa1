/** The values along a row or a column as a line, on the scale of the colours. */
import type { ColorScale } from "../../engine/display/drawing/color-scale.js";
import { html, svg } from "../dom.js";
import type { AxisGrid } from "./grid.js";

const WIDTH = 300;
const HEIGHT = 56;

export interface Along {
  readonly grid: AxisGrid;
  /** Entries that are seen. */
  readonly from: number;
  readonly to: number;
}

/** @param valueAt - of an entry; null where it is not known, which leaves a gap */
export function profiles(
  name: "row" | "column",
  along: Along,
  valueAt: (entry: number) => number | null,
  scale: ColorScale,
): HTMLElement {
  const path = svg("path", { class: "profile", d: pathOf(along, valueAt, scale) });
  const picture = svg("svg", { width: WIDTH, height: HEIGHT, "aria-hidden": "true" }, path);
  return html("figure", {}, picture, html("figcaption", {}, `along the ${name}`));
}

function pathOf(
  { grid, from, to }: Along,
  valueAt: (entry: number) => number | null,
  scale: ColorScale,
): string {
  const first = grid.cellOf(Math.max(0, Math.floor(from)));
  const last = grid.cellOf(Math.min(grid.length - 1, Math.ceil(to) - 1));
  const step = Math.max(1, Math.floor((last - first) / WIDTH));
  let pen = "M";
  let path = "";
  for (let cell = first; cell <= last; cell += step) {
    const value = valueAt(grid.start(cell));
    const share = value === null ? NaN : Math.max(0, Math.min(1, scale.position(value)));
    if (!Number.isFinite(share)) {
      pen = "M";
      continue;
    }
    const x = ((cell - first + 0.5) / (last - first + 1)) * WIDTH;
    path += `${pen}${x.toFixed(1)} ${(2 + (1 - share) * (HEIGHT - 4)).toFixed(1)}`;
    pen = "L";
  }
  return path;
}
