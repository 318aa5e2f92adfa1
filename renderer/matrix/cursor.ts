/** The cell looked at, and how keys move it. */

export interface Cell {
  readonly row: number;
  readonly col: number;
}

export interface Extent {
  readonly rows: number;
  readonly cols: number;
}

export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

const LEAP = 10;

/** The cell a key leads to; null for a key that does not move. */
export function moved({ row, col }: Cell, pressed: Key, { rows, cols }: Extent): Cell | null {
  const step = pressed.shiftKey ? LEAP : 1;
  const to = (nextRow: number, nextCol: number): Cell => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    col: Math.max(0, Math.min(cols - 1, nextCol)),
  });
  switch (pressed.key) {
    case "ArrowLeft":
      return to(row, col - step);
    case "ArrowRight":
      return to(row, col + step);
    case "ArrowUp":
      return to(row - step, col);
    case "ArrowDown":
      return to(row + step, col);
    case "PageUp":
      return to(row - LEAP, col);
    case "PageDown":
      return to(row + LEAP, col);
    case "Home":
      return pressed.ctrlKey ? to(0, 0) : to(row, 0);
    case "End":
      return pressed.ctrlKey ? to(rows, cols) : to(row, cols);
    default:
      return null;
  }
}
