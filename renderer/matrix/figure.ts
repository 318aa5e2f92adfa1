/** What the figure is made of, for one choice of colours and one size. */
import type { ColorScale } from "../../engine/display/drawing/color-scale.js";
import { html, svg } from "../dom.js";
import type { ReadKernel } from "../payload/kernel.js";
import { axes, separators } from "./axes.js";
import { axisLabels } from "./axis-labels.js";
import { barCanvas, cellCanvas } from "./cells.js";
import { barPointer, colorBarLabels } from "./color-bar.js";
import { cellFrame, crosshair } from "./crosshair.js";
import type { Cell } from "./cursor.js";
import { groupsOf } from "./groups.js";
import { layout, type Layout } from "./layout.js";
import { readout } from "./readout.js";

/** Width of a character of a label, and of an output that is not laid out yet. */
const CHARACTER = 6.6;
const UNKNOWN_WIDTH = 640;

export function placeIn(root: HTMLElement, { payload }: ReadKernel): Layout {
  const { preview, labels, shape } = payload;
  const names = groupsOf(labels)?.map(({ label }) => label.length) ?? [];
  const longest = Math.max(String(shape[0]).length, ...names.map((length) => Math.min(14, length)));
  return layout({
    rows: preview.rows,
    cols: preview.cols,
    available: root.clientWidth === 0 ? UNKNOWN_WIDTH : root.clientWidth,
    density: window.devicePixelRatio,
    rowLabels: longest * CHARACTER,
  });
}

/** Everything but the cursor. */
export function drawn(
  { payload, values }: ReadKernel,
  scale: ColorScale,
  place: Layout,
): Element[] {
  const { shape, labels, preview, statistics } = payload;
  const rowGroups = groupsOf(labels);
  const columnGroups = statistics.symmetric ? rowGroups : null;
  const frame = svg(
    "svg",
    { width: place.width, height: place.height, "aria-hidden": "true" },
    ...separators(place, shape[0], rowGroups ?? [], "rows"),
    ...separators(place, shape[1], columnGroups ?? [], "columns"),
    ...axes(
      place,
      axisLabels(shape[0], rowGroups, "rows", place.plotHeight),
      axisLabels(shape[1], columnGroups, "columns", place.plotWidth),
    ),
    ...colorBarLabels(scale, place),
  );
  return [cellCanvas(values, preview.cols, scale, place), barCanvas(scale, place), frame];
}

/** Crosshair and frame of the cell looked at, its value on the colour bar, and the pinned cell. */
export function cursorMarks(
  { payload, values }: ReadKernel,
  scale: ColorScale,
  place: Layout,
  { cursor, pinned }: { readonly cursor: Cell | null; readonly pinned: Cell | null },
): SVGElement[] {
  const cell = cursor ?? pinned;
  if (cell === null) return [];
  const value = values[cell.row * payload.preview.cols + cell.col] ?? NaN;
  return [
    ...crosshair(place, cell),
    ...(pinned === null ? [] : cellFrame(place, pinned)),
    ...(cursor === null ? [] : cellFrame(place, cursor)),
    ...(Number.isFinite(value) ? [barPointer(scale, place, value)] : []),
  ];
}

/** The value first, then where it stands. */
export function readoutWords(kernel: ReadKernel, cell: Cell): HTMLElement[] {
  const { value, where, labels } = readout(kernel, cell);
  const place = labels === "" ? where : `${where} · ${labels}`;
  return [html("strong", {}, value), html("span", { className: "where" }, `  ${place}`)];
}
