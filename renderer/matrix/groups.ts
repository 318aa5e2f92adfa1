/** Runs of rows with one name: classes that the rows are sorted by, or blocks such as train and test. */
import type { MatrixBlock } from "../../engine/display/payload.js";

export interface Group {
  readonly label: string;
  /** Rows [start, end). */
  readonly start: number;
  readonly end: number;
}

const MOST_GROUPS = 24;

/** The groups when the labels are sorted into a few; null when they are not. */
export function groupsOf(labels: readonly (string | number)[] | null): readonly Group[] | null {
  if (labels === null) return null;
  const starts: number[] = [];
  for (let row = 0; row < labels.length && starts.length <= MOST_GROUPS; row++) {
    if (row === 0 || labels[row] !== labels[row - 1]) starts.push(row);
  }
  if (starts.length > MOST_GROUPS || 2 * starts.length > labels.length) return null;
  return starts.map((start, i) => ({
    label: String(labels[start]),
    start,
    end: starts[i + 1] ?? labels.length,
  }));
}

/** Null when there are too many to tell apart. */
export function blockGroups(blocks: readonly MatrixBlock[] | null): readonly Group[] | null {
  if (blocks === null || blocks.length > MOST_GROUPS) return null;
  let end = 0;
  return blocks
    .filter(({ length }) => length > 0)
    .map(({ name, length }) => ({ label: name, start: end, end: (end += length) }));
}
