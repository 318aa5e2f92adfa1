/** Which of very many points a chart keeps: renderers refuse lists that would keep an editor waiting. */

/** A chart of so many points is drawn as it is. */
export const MOST_POINTS = 200_000;

/** Some times more than a screen has columns of pixels. */
const RUNS = 5000;

type Column = readonly (number | null)[];

/**
 * Ascending indices of what can be seen: of each run of consecutive points those with the least and the
 * greatest entry of every column, so that no outlier is lost. All of them up to {@link MOST_POINTS}.
 */
export function extremes(length: number, columns: readonly Column[]): number[] {
  if (length <= MOST_POINTS) return Array.from({ length }, (_, i) => i);
  const run = Math.ceil(length / RUNS);
  const kept = new Set([0, length - 1]);
  for (let start = 0; start < length; start += run) {
    const end = Math.min(length, start + run);
    for (const column of columns) {
      kept.add(extreme(column, start, end, 1));
      kept.add(extreme(column, start, end, -1));
    }
  }
  return [...kept].sort((a, b) => a - b);
}

/** Index of the greatest of sign · entry from `start` to before `end`; of gaps alone the first. */
function extreme(column: Column, start: number, end: number, sign: 1 | -1): number {
  let found = start;
  let greatest = -Infinity;
  for (let i = start; i < end; i++) {
    const value = column[i] ?? null;
    if (value === null || sign * value <= greatest) continue;
    greatest = sign * value;
    found = i;
  }
  return found;
}
