import { svg } from "../dom.js";
import { crisp, line } from "./axes.js";
import type { Cell } from "./cursor.js";
import type { Layout } from "./layout.js";

/** Smallest square that an eye finds. */
const SMALLEST = 7;

/** A frame around a cell, dark and light so that it shows on every colour. */
export function cellFrame(place: Layout, cell: Cell): SVGElement[] {
  const [x, y] = middle(place, cell);
  const side = frameSide(place);
  const square = { x: x - side / 2, y: y - side / 2, width: side, height: side };
  return [svg("rect", { class: "halo", ...square }), svg("rect", { class: "mark", ...square })];
}

/** Lines from the cell along its row and its column; the cell itself stays free. */
export function crosshair(place: Layout, cell: Cell): SVGElement[] {
  const { left, top, plotWidth, plotHeight } = place;
  const [x, y] = middle(place, cell);
  const [atX, atY, reach] = [crisp(x), crisp(y), frameSide(place) / 2];
  return [
    ...segment(left, x - reach).map(([from, to]) => line("hair", from, atY, to, atY)),
    ...segment(x + reach, left + plotWidth).map(([from, to]) => line("hair", from, atY, to, atY)),
    ...segment(top, y - reach).map(([from, to]) => line("hair", atX, from, atX, to)),
    ...segment(y + reach, top + plotHeight).map(([from, to]) => line("hair", atX, from, atX, to)),
  ];
}

function segment(from: number, to: number): [number, number][] {
  return from < to ? [[from, to]] : [];
}

function frameSide({ side }: Layout): number {
  return Math.max(SMALLEST, side + 2);
}

function middle({ left, top, side }: Layout, { row, col }: Cell): [number, number] {
  return [left + (col + 0.5) * side, top + (row + 0.5) * side];
}
