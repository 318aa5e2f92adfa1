/** What stands around the plots, for one camera, one choice of colours and one size. */
import type { Panel } from "../../engine/display/drawing/panels.js";
import { shortened } from "../../engine/display/drawing/shortened.js";
import type { MatrixPayload } from "../../engine/display/payload.js";
import { svg } from "../dom.js";
import type { ReadMatrix } from "../payload/matrix.js";
import type { Arrangement } from "./arrangement.js";
import { axes, separators } from "./axes.js";
import { axisLabels, type Names, type Visible } from "./axis-labels.js";
import type { Camera } from "./camera.js";
import { clipMarks, colorBarLabels } from "./color-bar.js";
import { blockGroups, groupsOf } from "./groups.js";
import { layout, type Layout } from "./layout.js";
import type { LayerScale } from "./scales.js";

/** Width of a character of a label, and of an output that is not laid out yet. */
const CHARACTER = 6.6;
const UNKNOWN_WIDTH = 640;
const LONGEST_NAME = 40;

/** The first panel's; the others are as large. */
export function placeIn(
  root: HTMLElement,
  { payload, layers }: ReadMatrix,
  panels: { readonly rows: number; readonly cols: number; readonly named: boolean },
): Layout {
  const { rows = 1, cols = 1 } = layers[0]?.preview ?? {};
  const { groups, labels } = namesAlong(payload, "rows", null);
  const names = groups?.map(({ label }) => label) ?? labels?.map(String) ?? [];
  const digits = String(payload.shape[0]).length;
  const longest = names.reduce((most, { length }) => Math.max(most, Math.min(14, length)), digits);
  return layout({
    rows,
    cols,
    available: root.clientWidth === 0 ? UNKNOWN_WIDTH : root.clientWidth,
    density: window.devicePixelRatio,
    rowLabels: longest * CHARACTER,
    panels,
  });
}

/** Blocks in the order given, runs of equal labels in any, labels. */
function namesAlong(
  payload: MatrixPayload,
  axis: "rows" | "columns",
  order: Int32Array | null,
): Names {
  const [blocks, given] =
    axis === "rows"
      ? [payload.rowBlocks, payload.rowLabels]
      : [payload.colBlocks, payload.colLabels];
  if (order === null) return { groups: blockGroups(blocks) ?? groupsOf(given), labels: given };
  const labels = given && Array.from(order, (row) => given[row] ?? "");
  return { groups: groupsOf(labels), labels };
}

export interface Frame {
  readonly payload: MatrixPayload;
  readonly camera: Camera;
  readonly order: Arrangement;
}

/** Axes, separators, names: what moves with the camera. */
export function frameMarks(
  { payload, camera, order }: Frame,
  panel: Panel,
  place: Layout,
): SVGElement[] {
  const [rows, cols] = payload.shape;
  const down: Visible = { from: camera.top, to: camera.top + rows / camera.zoom };
  const across: Visible = { from: camera.left, to: camera.left + cols / camera.zoom };
  const rowNames = namesAlong(payload, "rows", order.rows);
  const colNames = namesAlong(payload, "columns", order.cols);
  const name = { class: "panel-name", x: place.left, y: place.top - 20 };
  return [
    ...separators(place, down, rowNames.groups ?? [], "rows"),
    ...separators(place, across, colNames.groups ?? [], "columns"),
    ...axes(
      place,
      axisLabels(down, rowNames, "rows", place.plotHeight),
      axisLabels(across, colNames, "columns", place.plotWidth),
    ),
    ...(panel.name === "" ? [] : [svg("text", name, shortened(panel.name, LONGEST_NAME))]),
  ];
}

export function barMarks({ scale, clipped }: LayerScale, place: Layout): SVGElement[] {
  return [...colorBarLabels(scale, place), ...clipMarks(place, clipped)];
}
