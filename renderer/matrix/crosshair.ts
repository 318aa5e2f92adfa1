import { svg } from "../dom.js";
import { crisp, line } from "./axes.js";
import type { Cell } from "./cursor.js";
import type { Layout } from "./layout.js";

/** Smallest frame that an eye finds. */
const SMALLEST = 7;

/** A frame around a cell, dark and light so that it shows on every colour. */
export function cellFrame(place: Layout, cell: Cell): SVGElement[] {
  const [x, y] = middle(place, cell);
  const [width, height] = frameSize(place);
  const frame = { x: x - width / 2, y: y - height / 2, width, height };
  return [svg("rect", { class: "halo", ...frame }), svg("rect", { class: "mark", ...frame })];
}

/** Lines from the cell along its row and its column; the cell itself stays free. */
export function crosshair(place: Layout, cell: Cell): SVGElement[] {
  const { left, top, plotWidth, plotHeight } = place;
  const [x, y] = middle(place, cell);
  const [atX, atY] = [crisp(x), crisp(y)];
  const [width, height] = frameSize(place);
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

function frameSize({ cellWidth, cellHeight }: Layout): [number, number] {
  return [Math.max(SMALLEST, cellWidth + 2), Math.max(SMALLEST, cellHeight + 2)];
}

function middle(place: Layout, { row, col }: Cell): [number, number] {
  const { left, top, cellWidth, cellHeight } = place;
  return [left + (col + 0.5) * cellWidth, top + (row + 0.5) * cellHeight];
}
