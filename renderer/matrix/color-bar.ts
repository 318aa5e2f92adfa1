import type { ColorScale } from "../../engine/display/drawing/color-scale.js";
import { svg } from "../dom.js";
import { crisp, tick } from "./axes.js";
import { BAR_WIDTH, type Layout } from "./layout.js";

const PITCH = 46;
const TICK = 4;

/** Ticks and numbers beside the bar; their common power of ten stands above it. */
export function colorBarLabels(scale: ColorScale, place: Layout): SVGElement[] {
  const { barLeft, barHeight, top } = place;
  const right = barLeft + BAR_WIDTH;
  const ticks = scale.ticks(Math.max(4, Math.round(barHeight / PITCH)));
  const { labels, factor } = scale.labels(ticks);
  const frame = { x: barLeft - 0.5, y: top - 0.5, width: BAR_WIDTH + 1, height: barHeight + 1 };
  return [
    svg("rect", { class: "frame", ...frame }),
    svg("text", { x: barLeft, y: top - 6 }, factor),
    ...ticks.flatMap((value, i) => {
      const y = crisp(barY(scale, place, value));
      const at = { x: right + TICK + 3, y, "dominant-baseline": "central" };
      return [tick(right, y, right + TICK, y), svg("text", at, labels[i] ?? "")];
    }),
  ];
}

/** A triangle at the bar's left side that points at a value. */
export function barPointer(scale: ColorScale, place: Layout, value: number): SVGElement {
  const [x, y] = [place.barLeft - 2, barY(scale, place, value)];
  return svg("path", { class: "pointer", d: `M${x} ${y}l-6 -4v8z` });
}

function barY(scale: ColorScale, { top, barHeight }: Layout, value: number): number {
  return top + (1 - scale.position(value)) * barHeight;
}
