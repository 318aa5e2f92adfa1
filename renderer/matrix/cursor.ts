/** The cell looked at, and how keys move it. */

export interface Cell {
  readonly row: number;
  readonly col: number;
}

export interface Extent {
  readonly rows: number;
  readonly cols: number;
}

const LEAP = 10;

/** Rows and columns that a chord goes. */
const MOVES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["ArrowLeft", [0, -1]],
  ["ArrowRight", [0, 1]],
  ["ArrowUp", [-1, 0]],
  ["ArrowDown", [1, 0]],
  ["Shift+ArrowLeft", [0, -LEAP]],
  ["Shift+ArrowRight", [0, LEAP]],
  ["Shift+ArrowUp", [-LEAP, 0]],
  ["Shift+ArrowDown", [LEAP, 0]],
  ["PageUp", [-LEAP, 0]],
  ["PageDown", [LEAP, 0]],
  ["Home", [0, -Infinity]],
  ["End", [0, Infinity]],
  ["Ctrl+Home", [-Infinity, -Infinity]],
  ["Ctrl+End", [Infinity, Infinity]],
]);

/** The cell that a chord leads to; null for one that does not move. */
export function moved({ row, col }: Cell, chord: string, { rows, cols }: Extent): Cell | null {
  const move = MOVES.get(chord);
  if (move === undefined) return null;
  return { row: within(row + move[0], rows), col: within(col + move[1], cols) };
}

function within(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}
