/** From a pointer or a key to the number of an eigenvalue. */
import type { PlotPlace } from "../plot/plot.js";

/** Null outside of the plots that count eigenvalues. */
export function nearestCounted(
  plots: readonly PlotPlace[],
  count: number,
  [x, y]: readonly [number, number],
): number | null {
  const under = plots.find(
    ({ box: { left, top, width, height } }) =>
      x >= left && x <= left + width && y >= top && y <= top + height,
  );
  if (under === undefined || count === 0) return null;
  const share = (x - under.box.left) / under.box.width;
  // Places rise with k: the first that lies beyond, or the one before it.
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (under.x.position(middle) < share) low = middle + 1;
    else high = middle;
  }
  const distance = (k: number) => Math.abs(under.x.position(k) - share);
  return low > 0 && distance(low - 1) <= distance(low) ? low - 1 : low;
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ["ArrowLeft", -1],
  ["ArrowRight", 1],
  ["PageUp", -10],
  ["PageDown", 10],
  ["Shift+ArrowLeft", -10],
  ["Shift+ArrowRight", 10],
  ["Home", -Infinity],
  ["End", Infinity],
]);

/** Null for a chord that does not step, and where there is nothing to step along. */
export function steppedCount(at: number | null, chord: string, count: number): number | null {
  const step = STEPS.get(chord);
  if (step === undefined || count === 0) return null;
  if (at === null) return step === Infinity ? count - 1 : 0;
  return Math.max(0, Math.min(count - 1, at + step));
}
