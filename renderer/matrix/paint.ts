/** Draws what the camera sees of one layer into its plot. */
import type { ColorScale } from "../../engine/display/drawing/color-scale.js";
import { TILE } from "../../engine/display/store-messages.js";
import type { ReadLayer, ReadMatrix } from "../payload/matrix.js";
import type { Camera } from "./camera.js";
import type { AxisGrid } from "./grid.js";
import type { PaintedCanvases } from "./painted.js";
import { addressOf, previewOf, type Choice, type Detail } from "./picture-source.js";
import { nameOf, type Tiles } from "./tiles.js";

export interface Scene {
  readonly read: ReadMatrix;
  readonly layer: ReadLayer;
  readonly choice: Choice;
  readonly camera: Camera;
  readonly detail: Detail;
  readonly scale: ColorScale;
  /** Tells apart what is coloured by different scales, and layers without a key. */
  readonly name: string;
  readonly tiles: Tiles;
  readonly painted: PaintedCanvases;
}

export function paintScene(canvas: HTMLCanvasElement, scene: Scene): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  paintPreview(context, canvas, scene);
  if (scene.detail.level !== null) paintTiles(context, canvas, scene, scene.detail.level);
}

type Context = CanvasRenderingContext2D;

/** Also below tiles that are not here yet. */
function paintPreview(context: Context, canvas: HTMLCanvasElement, scene: Scene): void {
  const { read, layer, choice, camera, scale, name, painted } = scene;
  const values = previewOf(read, layer, choice);
  if (values === null) return;
  const drawn = painted.get(`${name} preview ${choice.order.name}`, values, scale);
  if (drawn === null) return;
  const [rows, cols] = read.payload.shape;
  const [across, down] = [values.cols / cols, values.rows / rows];
  const [width, height] = [values.cols / camera.zoom, values.rows / camera.zoom];
  context.imageSmoothingEnabled = width > canvas.width;
  const source = [camera.left * across, camera.top * down, width, height] as const;
  context.drawImage(drawn, ...source, 0, 0, canvas.width, canvas.height);
}

function paintTiles(
  context: Context,
  canvas: HTMLCanvasElement,
  scene: Scene,
  level: number,
): void {
  const { read, layer, choice, camera, detail, scale, name, tiles, painted } = scene;
  const { key } = layer;
  if (key === null) return;
  const [rows, cols] = read.payload.shape;
  const down = { from: camera.top, to: camera.top + rows / camera.zoom, pixels: canvas.height };
  const across = { from: camera.left, to: camera.left + cols / camera.zoom, pixels: canvas.width };
  context.imageSmoothingEnabled = across.to - across.from > canvas.width * 2 ** level;
  for (const row of tilesIn(detail.rows, down)) {
    for (const col of tilesIn(detail.cols, across)) {
      const address = addressOf({ key }, choice, { level, row, col });
      const tile = tiles.get(address);
      const drawn = tile && painted.get(`${name} ${nameOf(address)}`, tile, scale);
      if (drawn === null) continue;
      const [top, bottom] = spanOf(detail.rows, down, row);
      const [left, right] = spanOf(detail.cols, across, col);
      context.drawImage(drawn, left, top, right - left, bottom - top);
    }
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly pixels: number;
}

/** Indices of the tiles that are seen. */
function tilesIn(grid: AxisGrid, { from, to }: Span): number[] {
  const first = Math.floor(grid.cellOf(Math.floor(from)) / TILE);
  const last = Math.floor(grid.cellOf(Math.min(grid.length, Math.ceil(to)) - 1) / TILE);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** First and last pixel of a tile: whole, so that neighbours leave no seam. */
function spanOf(grid: AxisGrid, { from, to, pixels }: Span, tile: number): [number, number] {
  const place = (entry: number) => Math.round(((entry - from) / (to - from)) * pixels);
  const end = Math.min(grid.cells, (tile + 1) * TILE);
  return [place(grid.start(tile * TILE)), place(grid.start(end))];
}
