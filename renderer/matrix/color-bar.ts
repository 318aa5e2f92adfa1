import type { ColorScale } from "../../engine/display/drawing/color-scale.js";
import { colorTable } from "../../engine/display/drawing/colormap.js";
import { html, svg } from "../dom.js";
import { crisp, tick } from "./axes.js";
import { BAR_WIDTH, type Layout } from "./layout.js";

const PITCH = 46;
const TICK = 4;
const ARROW = 7;

/** The colour bar, high values at the top. */
export function barCanvas(scale: ColorScale, place: Layout): HTMLCanvasElement {
  const table = colorTable(scale.map);
  const entries = table.length / 3;
  const pixels = new Uint8ClampedArray(4 * entries).fill(255);
  for (let entry = 0; entry < entries; entry++) {
    pixels.set(table.subarray(3 * entry, 3 * entry + 3), 4 * (entries - 1 - entry));
  }
  const canvas = html("canvas", { className: "bar", width: 1, height: entries });
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, 1), 0, 0);
  Object.assign(canvas.style, {
    left: `${place.barLeft}px`,
    top: `${place.top}px`,
    width: `${BAR_WIDTH}px`,
    height: `${place.barHeight}px`,
  });
  return canvas;
}

/** Ticks and numbers beside the bar; their common power of ten stands above it. */
export function colorBarLabels(scale: ColorScale, place: Layout): SVGElement[] {
  const { barLeft, barHeight, top } = place;
  const right = barLeft + BAR_WIDTH;
  const ticks = scale.ticks(Math.max(4, Math.round(barHeight / PITCH)));
  const { labels, factor } = scale.labels(ticks);
  const frame = { x: barLeft - 0.5, y: top - 0.5, width: BAR_WIDTH + 1, height: barHeight + 1 };
  return [
    svg("rect", { class: "frame", ...frame }),
    svg("text", { x: barLeft + BAR_WIDTH + TICK + 3, y: top - 8 }, factor),
    ...ticks.flatMap((value, i) => {
      const y = crisp(barY(scale, place, value));
      const at = { x: right + TICK + 3, y, "dominant-baseline": "central" };
      return [tick(right, y, right + TICK, y), svg("text", at, labels[i] ?? "")];
    }),
  ];
}

export interface Clipped {
  readonly below: boolean;
  readonly above: boolean;
}

/** Arrows at the ends of the bar: there are values beyond, in the colours of the ends. */
export function clipMarks(
  { barLeft, barHeight, top }: Layout,
  { below, above }: Clipped,
): SVGElement[] {
  const middle = barLeft + BAR_WIDTH / 2;
  const arrow = (y: number, way: number) =>
    svg("path", {
      class: "clipped",
      d: `M${middle - 5} ${y}h10l-5 ${way * ARROW}z`,
    });
  return [
    ...(above ? [arrow(top - 2, -1)] : []),
    ...(below ? [arrow(top + barHeight + 2, 1)] : []),
  ];
}

/** A triangle at the bar's left side that points at a value. */
export function barPointer(scale: ColorScale, place: Layout, value: number): SVGElement {
  const [x, y] = [place.barLeft - 2, barY(scale, place, value)];
  return svg("path", { class: "pointer", d: `M${x} ${y}l-6 -4v8z` });
}

function barY(scale: ColorScale, { top, barHeight }: Layout, value: number): number {
  return top + (1 - Math.max(0, Math.min(1, scale.position(value)))) * barHeight;
}
