/** What the series of one chart have in common. */
import type { AxisScale } from "../payload.js";

export interface Frame {
  /** The public function to name in errors. */
  readonly caller: string;
  readonly xScale: AxisScale;
  readonly yScale: AxisScale;
  /** Names on the x axis; null when it has numbers. */
  readonly categories: readonly string[] | null;
  /** How many series of bars share each place. */
  readonly abreast: number;
  /** Edges of the histograms that do not say their own. */
  readonly edges: readonly number[];
}

/** An axis as its positions run evenly: logarithms on a logarithmic one. */
export const evenly = {
  linear: { to: (value: number) => value, from: (value: number) => value },
  log: { to: Math.log10, from: (value: number) => 10 ** value },
} as const satisfies Record<AxisScale, object>;

/** Edges of `count` equal steps; the last is the greatest value itself. */
export function equalEdges(
  [least, greatest]: readonly [number, number],
  count: number,
  scale: AxisScale,
): number[] {
  const { to, from } = evenly[scale];
  const [start, end] = [to(least), to(greatest)];
  return Array.from({ length: count + 1 }, (_, i) =>
    i === 0 ? least : i === count ? greatest : from(start + ((end - start) * i) / count),
  );
}

/** Least and greatest; values that are all alike get some room, and no value at all [0, 1] or [1, 10]. */
export function extentOf(values: readonly number[], scale: AxisScale): [number, number] {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (least < greatest) return [least, greatest];
  if (least > greatest) return scale === "log" ? [1, 10] : [0, 1];
  if (scale === "log") return [least / 2, least * 2];
  const room = least === 0 ? 0.5 : Math.abs(least) / 2;
  return [least - room, least + room];
}

/** What an axis can show. */
export const isShown = (value: number, scale: AxisScale): boolean =>
  Number.isFinite(value) && (scale === "linear" || value > 0);

/** The interval of ascending edges that holds a value; the last holds its end, too. −1 outside. */
export function intervalOf(edges: readonly number[], value: number): number {
  const last = edges.length - 1;
  if (!(value >= (edges[0] ?? NaN) && value <= (edges[last] ?? NaN))) return -1;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? NaN) <= value) low = middle;
    else high = middle;
  }
  return low;
}
