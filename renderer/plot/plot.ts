/** Small plots in SVG: a frame with axes, lines and dots. */
import { svg } from "../dom.js";
import type { PlotAxis } from "./axis.js";

/** Where the frame stands in its drawing, CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PlotPlace {
  readonly box: Box;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
}

export type PlotPoint = readonly [x: number, y: number];

const TICK = 4;

export function frameOf({ box, x, y }: PlotPlace, title: string): SVGElement[] {
  const { left, top, width, height } = box;
  const bottom = top + height;
  return [
    svg("rect", { class: "frame", x: left, y: top, width, height }),
    svg("text", { class: "panel-name", x: left, y: top - 24 }, title),
    ...y.ticks.flatMap(({ at, text }) => {
      const tall = bottom - at * height;
      const place = { x: left - TICK - 3, y: tall, "text-anchor": "end" };
      return [
        svg("line", { class: "tick", x1: left - TICK, x2: left, y1: tall, y2: tall }),
        svg("text", { ...place, "dominant-baseline": "central" }, text),
      ];
    }),
    ...x.ticks.flatMap(({ at, text }) => {
      const along = left + at * width;
      return [
        svg("line", { class: "tick", x1: along, x2: along, y1: bottom, y2: bottom + TICK }),
        svg("text", { x: along, y: bottom + TICK + 12, "text-anchor": "middle" }, text),
      ];
    }),
    svg("text", { x: left + width / 2, y: bottom + 32, "text-anchor": "middle" }, x.label),
    ...(y.label === "" ? [] : [svg("text", { x: left, y: top - 8 }, y.label)]),
  ];
}

/** What each line is, along the upper edge of the plot. */
export function legendOf({ box }: PlotPlace, lines: readonly (readonly [string, string])[]) {
  let x = box.left;
  return lines.flatMap(([name, kind]) => {
    const [from, y] = [x, box.top - 9];
    x += 26 + 6.2 * name.length;
    return [
      svg("path", { class: `curve ${kind}`, d: `M${from} ${y}h16` }),
      svg("text", { x: from + 20, y, "dominant-baseline": "central" }, name),
    ];
  });
}

/** Gaps where a point lies nowhere. */
export function lineOf(place: PlotPlace, kind: string, points: readonly PlotPoint[]): SVGElement {
  let pen = "M";
  let path = "";
  for (const point of points) {
    const at = pointIn(place, point);
    path += at === null ? "" : `${pen}${at[0].toFixed(1)} ${at[1].toFixed(1)}`;
    pen = at === null ? "M" : "L";
  }
  return svg("path", { class: `curve ${kind}`, d: path });
}

/** One path for all: thousands of circles would be thousands of elements. */
export function dotsOf(
  place: PlotPlace,
  kind: string,
  points: readonly PlotPoint[],
  radius: number,
): SVGElement {
  const circle = (x: number, y: number) =>
    `M${(x - radius).toFixed(1)} ${y.toFixed(1)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
  const path = points.map((point) => {
    const at = pointIn(place, point);
    return at === null ? "" : circle(...at);
  });
  return svg("path", { class: `dots ${kind}`, d: path.join("") });
}

export function uprightOf({ box, x }: PlotPlace, kind: string, value: number): SVGElement[] {
  const at = x.position(value);
  if (!(at >= 0 && at <= 1)) return [];
  const along = box.left + at * box.width;
  const reach = { y1: box.top, y2: box.top + box.height };
  return [svg("line", { class: kind, x1: along, x2: along, ...reach })];
}

export function levelOf({ box, y }: PlotPlace, kind: string, value: number): SVGElement[] {
  const at = y.position(value);
  if (!(at >= 0 && at <= 1)) return [];
  const tall = box.top + (1 - at) * box.height;
  return [svg("line", { class: kind, x1: box.left, x2: box.left + box.width, y1: tall, y2: tall })];
}

/** Null outside of the frame. */
function pointIn({ box, x, y }: PlotPlace, [a, b]: PlotPoint): [number, number] | null {
  const [across, up] = [x.position(a), y.position(b)];
  const inside = across >= -1e-9 && across <= 1 + 1e-9 && up >= -1e-9 && up <= 1 + 1e-9;
  return inside ? [box.left + across * box.width, box.top + (1 - up) * box.height] : null;
}
