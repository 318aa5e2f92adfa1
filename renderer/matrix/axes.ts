import { svg } from "../dom.js";
import type { AxisLabel, Visible } from "./axis-labels.js";
import type { Group } from "./groups.js";
import type { Layout } from "./layout.js";

const TICK = 4;

/** Frame, ticks and numbers of both axes. */
export function axes(
  place: Layout,
  rows: readonly AxisLabel[],
  columns: readonly AxisLabel[],
): SVGElement[] {
  const { left, top, plotWidth, plotHeight } = place;
  const bottom = top + plotHeight;
  const frame = { x: left - 0.5, y: top - 0.5, width: plotWidth + 1, height: plotHeight + 1 };
  return [
    svg("rect", { class: "frame focus", ...frame }),
    ...rows.flatMap(({ text, at }) => {
      const y = crisp(top + at * plotHeight);
      const end = { x: left - TICK - 3, y, "text-anchor": "end", "dominant-baseline": "central" };
      return [tick(left - TICK, y, left, y), svg("text", end, text)];
    }),
    ...columns.flatMap(({ text, at }) => {
      const x = crisp(left + at * plotWidth);
      const middle = { x, y: bottom + TICK + 12, "text-anchor": "middle" };
      return [tick(x, bottom, x, bottom + TICK), svg("text", middle, text)];
    }),
  ];
}

/** Lines between the groups that are seen: dark with a light edge, to be told from cells of every colour. */
export function separators(
  place: Layout,
  { from, to }: Visible,
  groups: readonly Group[],
  axis: "rows" | "columns",
): SVGElement[] {
  const { left, top, plotWidth, plotHeight } = place;
  const seen = groups.slice(1).filter(({ start }) => start > from && start < to);
  const ends = seen.map(({ start }) => {
    const at = (start - from) / (to - from);
    if (axis === "rows") {
      const y = crisp(top + at * plotHeight);
      return [left, y, left + plotWidth, y] as const;
    }
    const x = crisp(left + at * plotWidth);
    return [x, top, x, top + plotHeight] as const;
  });
  return [
    ...ends.map((each) => line("separator edge", ...each)),
    ...ends.map((each) => line("separator", ...each)),
  ];
}

export function tick(x1: number, y1: number, x2: number, y2: number): SVGElement {
  return line("tick", x1, y1, x2, y2);
}

export function line(name: string, x1: number, y1: number, x2: number, y2: number): SVGElement {
  return svg("line", { class: name, x1, y1, x2, y2 });
}

/** A line one pixel wide is sharp in the middle of a pixel. */
export function crisp(position: number): number {
  return Math.floor(position) + 0.5;
}
