/** Matrices as PNG, in the colours of the renderer; several stand side by side as they do there. */
import { colorScale, extentOfAll } from "../drawing/color-scale.js";
import { colorize } from "../drawing/colormap.js";
import { decodeNumbers } from "../drawing/encoding.js";
import { panelGrid, sameColors } from "../drawing/panels.js";
import type { MatrixPayload } from "../payload.js";
import { encodePng } from "./png.js";

/** Small matrices are enlarged to about this many pixels, each entry a square; a single row is no thread. */
const TARGET = 512;
const LARGEST_SQUARE = 32;
/** Pixels between two panels. */
const GAP = 8;

type Stack = Pick<MatrixPayload, "axes" | "layers">;

interface Square {
  readonly width: number;
  readonly height: number;
}

interface Picture extends Square {
  /** RGB bytes. */
  readonly data: Uint8Array;
}

/** Sliders stand at their first entry; null for empty matrices, which have no picture. */
export function matrixPng(stack: Stack): Uint8Array | null {
  const grid = panelGrid(
    stack.axes,
    stack.axes.map(() => 0),
  );
  const pictures = grid.panels.map((panel) => ({
    panel,
    picture: layerPicture(stack, panel.layer),
  }));
  const first = pictures[0]?.picture;
  if (first === undefined || first === null) return null;
  const width = grid.cols * (first.width + GAP) - GAP;
  const height = grid.rows * (first.height + GAP) - GAP;
  const data = new Uint8Array(3 * width * height).fill(255);
  for (const { panel, picture } of pictures) {
    const left = panel.col * (first.width + GAP);
    const top = panel.row * (first.height + GAP);
    for (let y = 0; y < first.height; y++) {
      const row = picture?.data.subarray(3 * y * first.width, 3 * (y + 1) * first.width);
      if (row !== undefined) data.set(row, 3 * ((top + y) * width + left));
    }
  }
  return encodePng(width, height, data);
}

function layerPicture({ axes, layers }: Stack, index: number): Picture | null {
  const layer = layers[index];
  if (layer === undefined || layer.preview.rows === 0 || layer.preview.cols === 0) return null;
  const { rows, cols } = layer.preview;
  const statistics = sameColors(axes, index).flatMap((i) => layers[i]?.statistics ?? []);
  const scale = colorScale(extentOfAll(statistics, "full"), "linear");
  const side = Math.min(LARGEST_SQUARE, Math.max(1, Math.floor(TARGET / Math.max(rows, cols))));
  const square = {
    width: Math.max(side, Math.floor(LARGEST_SQUARE / cols)),
    height: Math.max(side, Math.floor(LARGEST_SQUARE / rows)),
  };
  const data = enlarged(
    colorize(decodeNumbers(layer.preview), scale.map, scale.position),
    cols,
    square,
  );
  return { width: cols * square.width, height: rows * square.height, data };
}

/** RGBA entries as RGB rectangles of that many pixels. */
function enlarged(rgba: Uint8ClampedArray, cols: number, { width, height }: Square): Uint8Array {
  const rows = rgba.length / 4 / cols;
  const stride = 3 * cols * width;
  const data = new Uint8Array(stride * rows * height);
  for (let row = 0; row < rows; row++) {
    const start = row * height * stride;
    for (let x = 0; x < cols * width; x++) {
      const entry = 4 * (row * cols + Math.floor(x / width));
      data.set(rgba.subarray(entry, entry + 3), start + 3 * x);
    }
    for (let copy = 1; copy < height; copy++)
      data.copyWithin(start + copy * stride, start, start + stride);
  }
  return data;
}
