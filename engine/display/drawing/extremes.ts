/** Which of very many points are kept: renderers refuse lists that would keep an editor waiting, and a screen has few columns. */

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
  return extremesWithin(columns, { start: 0, end: length }, RUNS);
}

/** The same for the points from `start` to before `end`, in so many runs. */
export function extremesWithin(
  columns: readonly Column[],
  { start: from, end: to }: { readonly start: number; readonly end: number },
  runs: number,
): number[] {
  const run = Math.max(1, Math.ceil((to - from) / runs));
  const kept = new Set(from < to ? [from, to - 1] : []);
  for (let start = from; start < to; start += run) {
    const end = Math.min(to, start + run);
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
