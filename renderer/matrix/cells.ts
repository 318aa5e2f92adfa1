import type { ColorScale } from "../../engine/display/drawing/color-scale.js";
import { colorize, colorTable } from "../../engine/display/drawing/colormap.js";
import { html } from "../dom.js";
import { BAR_WIDTH, type Layout } from "./layout.js";

/** The heat map: one canvas pixel a cell, enlarged by the browser without smoothing. */
export function cellCanvas(
  values: Float32Array,
  cols: number,
  scale: ColorScale,
  place: Layout,
): HTMLCanvasElement {
  const canvas = pixelCanvas(colorize(values, scale.map, scale.position), cols);
  canvas.className = "cells";
  return placed(canvas, place.left, place.top, place.plotWidth, place.plotHeight);
}

/** The colour bar, high values at the top. */
export function barCanvas(scale: ColorScale, place: Layout): HTMLCanvasElement {
  const table = colorTable(scale.map);
  const entries = table.length / 3;
  const pixels = new Uint8ClampedArray(4 * entries).fill(255);
  for (let entry = 0; entry < entries; entry++) {
    pixels.set(table.subarray(3 * entry, 3 * entry + 3), 4 * (entries - 1 - entry));
  }
  const canvas = pixelCanvas(pixels, 1);
  canvas.className = "bar";
  return placed(canvas, place.barLeft, place.top, BAR_WIDTH, place.barHeight);
}

function pixelCanvas(pixels: Uint8ClampedArray<ArrayBuffer>, width: number): HTMLCanvasElement {
  const canvas = html("canvas", { width, height: pixels.length / 4 / width });
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, width), 0, 0);
  return canvas;
}

function placed(
  canvas: HTMLCanvasElement,
  left: number,
  top: number,
  width: number,
  height: number,
): HTMLCanvasElement {
  Object.assign(canvas.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
  return canvas;
}
