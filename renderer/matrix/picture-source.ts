/** Where the values of one layer come from: its preview, or tiles of the whole at some level. */
import { TILE, type Summary } from "../../engine/display/store-messages.js";
import type { ReadLayer, ReadMatrix } from "../payload/matrix.js";
import { isComplete, rearranged, type Arrangement } from "./arrangement.js";
import type { Camera } from "./camera.js";
import { levelGrid, previewGrid, type AxisGrid } from "./grid.js";
import type { Layout } from "./layout.js";
import type { Values } from "./painted.js";
import type { TileAddress, Tiles } from "./tiles.js";

/** What is shown now, the same for all layers. */
export interface Detail {
  /** Null for the preview. */
  readonly level: number | null;
  readonly rows: AxisGrid;
  readonly cols: AxisGrid;
}

export interface Choice {
  readonly order: Arrangement;
  readonly summary: Summary;
}

/** The preview as long as it is as fine as the screen, and says what was chosen. */
export function detailOf(
  read: ReadMatrix,
  { order, summary }: Choice,
  {
    camera,
    place,
    density,
    reachable,
  }: { camera: Camera; place: Layout; density: number; reachable: boolean },
): Detail {
  const [rows, cols] = read.payload.shape;
  const { preview } = read.layers[0] as ReadLayer;
  const ofPreview = {
    level: null,
    rows: previewGrid(rows, preview.rows),
    cols: previewGrid(cols, preview.cols),
  };
  if (isComplete(read) || !reachable) return ofPreview;
  const across = cols / camera.zoom / (place.plotWidth * density);
  const down = rows / camera.zoom / (place.plotHeight * density);
  const level = Math.max(0, Math.floor(Math.log2(Math.max(1, Math.min(across, down)))));
  const asFine = 2 ** level >= Math.max(rows / preview.rows, cols / preview.cols);
  if (asFine && order.name === "given" && summary === "mean") return ofPreview;
  return { level, rows: levelGrid(rows, level), cols: levelGrid(cols, level) };
}

/** Where a layer's tile at that level is asked. */
export function addressOf(
  { key }: { readonly key: string },
  { order, summary }: Choice,
  at: { readonly level: number; readonly row: number; readonly col: number },
): TileAddress {
  return { key, ...at, summary: at.level === 0 ? "mean" : summary, order: order.key };
}

const orderedPreviews = new WeakMap<ReadLayer, { order: Arrangement; values: Values }>();

/** The preview in the order chosen; null when it cannot have it. */
export function previewOf(
  read: ReadMatrix,
  layer: ReadLayer,
  { order, summary }: Choice,
): Values | null {
  if (order.name === "given") return summary === "mean" || isComplete(read) ? layer.preview : null;
  if (!isComplete(read)) return null;
  const known = orderedPreviews.get(layer);
  if (known?.order === order) return known.values;
  const values = rearranged(layer, order);
  orderedPreviews.set(layer, { order, values });
  return values;
}

/** The value of a cell of what is shown; null when it is not here yet. */
export function valueAt(
  read: ReadMatrix,
  layer: ReadLayer,
  choice: Choice,
  { detail, row, col, tiles }: { detail: Detail; row: number; col: number; tiles: Tiles },
): number | null {
  const [i, j] = [detail.rows.cellOf(row), detail.cols.cellOf(col)];
  if (detail.level === null) {
    const values = previewOf(read, layer, choice);
    return values === null ? null : (values.values[i * values.cols + j] ?? null);
  }
  if (layer.key === null) return null;
  const at = { level: detail.level, row: Math.floor(i / TILE), col: Math.floor(j / TILE) };
  const tile = tiles.peek(addressOf({ key: layer.key }, choice, at));
  return tile?.values[(i % TILE) * tile.cols + (j % TILE)] ?? null;
}
