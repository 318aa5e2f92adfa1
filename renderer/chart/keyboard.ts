/** Walking along the points of a chart with the arrow keys. */
import type { Chart } from "chart.js";
import { speakers } from "./speaking.js";

export interface Stand {
  readonly dataset: number;
  readonly index: number;
}

const LEAP = 10;

/** Points that a chord goes along a series. */
const ALONG: ReadonlyMap<string, number> = new Map([
  ["ArrowLeft", -1],
  ["ArrowRight", 1],
  ["Shift+ArrowLeft", -LEAP],
  ["Shift+ArrowRight", LEAP],
  ["Home", -Infinity],
  ["End", Infinity],
]);

/** Series that a chord goes on. */
const ACROSS: ReadonlyMap<string, number> = new Map([
  ["ArrowUp", -1],
  ["ArrowDown", 1],
]);

/** Where a chord leads; null for one that does not move, or where there is no point. */
export function walked(chart: Chart, stand: Stand | null, chord: string): Stand | null {
  const along = ALONG.get(chord) ?? 0;
  const across = ACROSS.get(chord) ?? 0;
  if (along === 0 && across === 0) return null;
  const datasets = speakers(chart).filter((dataset) => length(chart, dataset) > 0);
  const [first] = datasets;
  if (first === undefined) return null;
  if (stand === null || !datasets.includes(stand.dataset)) return { dataset: first, index: 0 };
  const next = (datasets.indexOf(stand.dataset) + across + datasets.length) % datasets.length;
  const dataset = datasets[next] ?? first;
  const last = length(chart, dataset) - 1;
  return { dataset, index: Math.max(0, Math.min(last, stand.index + along)) };
}

function length(chart: Chart, dataset: number): number {
  return chart.data.datasets[dataset]?.data.length ?? 0;
}
