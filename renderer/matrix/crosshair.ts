import { svg } from "../dom.js";
import { crisp, line } from "./axes.js";
import type { Layout } from "./layout.js";

/** Smallest frame that an eye finds. */
const SMALLEST = 7;

/** A cell on the screen, relative to the plot's corner. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A frame around a cell, dark and light so that it shows on every colour. */
export function cellFrame({ left, top }: Layout, spot: Spot): SVGElement[] {
  const [width, height] = frameSize(spot);
  const x = left + spot.x + (spot.width - width) / 2;
  const y = top + spot.y + (spot.height - height) / 2;
  const frame = { x, y, width, height };
  return [svg("rect", { class: "halo", ...frame }), svg("rect", { class: "mark", ...frame })];
}

/** Lines from the cell along its row and its column; the cell itself stays free. */
export function crosshair({ left, top, plotWidth, plotHeight }: Layout, spot: Spot): SVGElement[] {
  const x = left + spot.x + spot.width / 2;
  const y = top + spot.y + spot.height / 2;
  const [atX, atY] = [crisp(x), crisp(y)];
  const [width, height] = frameSize(spot);
  const [reachX, reachY] = [width / 2, height / 2];
  return [
    ...segment(left, x - reachX).map(([from, to]) => line("hair", from, atY, to, atY)),
    ...segment(x + reachX, left + plotWidth).map(([from, to]) => line("hair", from, atY, to, atY)),
    ...segment(top, y - reachY).map(([from, to]) => line("hair", atX, from, atX, to)),
    ...segment(y + reachY, top + plotHeight).map(([from, to]) => line("hair", atX, from, atX, to)),
  ];
}

function segment(from: number, to: number): [number, number][] {
  return from < to ? [[from, to]] : [];
}

function frameSize({ width, height }: Spot): [number, number] {
  return [Math.max(SMALLEST, width + 2), Math.max(SMALLEST, height + 2)];
}
