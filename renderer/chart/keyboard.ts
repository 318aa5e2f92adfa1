/** Walking along the points of a chart with the arrow keys. */
import type { Chart } from "chart.js";
import { speakers } from "./speaking.js";

export interface Stand {
  readonly dataset: number;
  readonly index: number;
}

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
}

const LEAP = 10;

/** Left and right along a series, up and down between series; null for a key that does not move. */
export function walked(chart: Chart, stand: Stand | null, pressed: Key): Stand | null {
  const datasets = speakers(chart);
  const [first] = datasets;
  if (first === undefined || !MOVES.has(pressed.key)) return null;
  if (stand === null || !datasets.includes(stand.dataset)) return { dataset: first, index: 0 };
  const step = pressed.shiftKey ? LEAP : 1;
  switch (pressed.key) {
    case "ArrowLeft":
      return at(chart, stand.dataset, stand.index - step);
    case "ArrowRight":
      return at(chart, stand.dataset, stand.index + step);
    case "Home":
      return at(chart, stand.dataset, 0);
    case "End":
      return at(chart, stand.dataset, Infinity);
    default: {
      const move = pressed.key === "ArrowUp" ? -1 : 1;
      const next = (datasets.indexOf(stand.dataset) + move + datasets.length) % datasets.length;
      return at(chart, datasets[next] ?? first, stand.index);
    }
  }
}

const MOVES = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

function at(chart: Chart, dataset: number, index: number): Stand {
  const last = (chart.data.datasets[dataset]?.data.length ?? 1) - 1;
  return { dataset, index: Math.max(0, Math.min(last, index)) };
}
