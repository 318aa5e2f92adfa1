/**
 * A drawing as pixels. Five small files do it (outline, stroke, coverage, lettering and this one):
 * a canvas for Node is a native binary for each platform, an SVG renderer megabytes of WebAssembly.
 */
import { rgb } from "d3-color";
import { coverage } from "./coverage.js";
import type { Box, Drawing } from "../drawing/drawing.js";
import type { Font } from "./font.js";
import { BOLD_STROKE, textOutline } from "./lettering.js";
import { flatten, type Polyline } from "./outline.js";
import { strokeOutline } from "./stroke.js";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGB, row-major. */
  readonly data: Uint8ClampedArray;
}

export interface PaintOptions {
  readonly background: string;
  readonly font: Font;
  /** Pixels of the picture for one of the drawing. */
  readonly scale: number;
}

type Mark = Drawing["marks"][number];

export function paint(drawing: Drawing, options: PaintOptions): Pixels {
  const { scale } = options;
  const pixels = blank(drawing.width * scale, drawing.height * scale, options.background);
  const whole: Box = [0, 0, pixels.width, pixels.height];
  for (const mark of drawing.marks) {
    const clip = mark.kind === "text" ? whole : wholePixels(mark.clip, scale);
    for (const polygons of outlines(mark, options)) cover(pixels, polygons, clip, mark.color);
  }
  return pixels;
}

/** What to fill for a mark; lists are painted one after the other. */
function outlines(mark: Mark, { font, scale }: PaintOptions): Polyline[][] {
  if (mark.kind === "fill") return [flatten(mark.path, scale)];
  if (mark.kind === "text") {
    const letters = flatten(textOutline(mark, font), scale);
    const weight = mark.size * BOLD_STROKE * scale;
    return mark.bold
      ? [letters, ...letters.map((contour) => strokeOutline(contour, weight))]
      : [letters];
  }
  return flatten(mark.path, scale).map((line) => strokeOutline(line, mark.width * scale));
}

function blank(width: number, height: number, background: string): Pixels {
  const { r, g, b } = rgb(background);
  const data = new Uint8ClampedArray(3 * width * height);
  for (let i = 0; i < data.length; i += 3) {
    data[i] = r;
    data[i + 1] = g;
    data[i + 2] = b;
  }
  return { width, height, data };
}

function cover(pixels: Pixels, polygons: readonly Polyline[], clip: Box, color: string): void {
  const covered = coverage(polygons, clip);
  if (covered === null) return;
  const { r, g, b, opacity } = rgb(color);
  for (let row = 0; row < covered.height; row++) {
    for (let column = 0; column < covered.width; column++) {
      const share = opacity * (covered.shares[row * covered.width + column] as number);
      if (share === 0) continue;
      const at = 3 * ((covered.top + row) * pixels.width + covered.left + column);
      blend(pixels.data, at, share, r);
      blend(pixels.data, at + 1, share, g);
      blend(pixels.data, at + 2, share, b);
    }
  }
}

function blend(data: Uint8ClampedArray, at: number, share: number, value: number): void {
  const before = data[at] as number;
  data[at] = before + share * (value - before);
}

function wholePixels([left, top, right, bottom]: Box, scale: number): Box {
  return [
    Math.floor(left * scale),
    Math.floor(top * scale),
    Math.ceil(right * scale),
    Math.ceil(bottom * scale),
  ];
}
