/** Pointer and keys on the figure. */
import { chordOf } from "../chord.js";
import type { Dispose } from "../mount.js";
import { moved, type Cell, type Extent } from "./cursor.js";
import type { Layout } from "./layout.js";

export interface Gaze {
  cursor: Cell | null;
  pinned: Cell | null;
}

export interface Interaction {
  readonly figure: HTMLElement;
  readonly extent: Extent;
  readonly place: () => Layout;
  readonly gaze: Gaze;
  /** After every change of the gaze. */
  readonly changed: () => void;
  /** After a key, for those who listen. */
  readonly spoken: (cell: Cell) => void;
}

export function listen(interaction: Interaction): Dispose {
  const { figure, gaze, changed } = interaction;
  const stop = new AbortController();
  const { signal } = stop;
  const look = (event: PointerEvent) => {
    gaze.cursor = cellUnder(event, interaction);
    changed();
  };
  figure.addEventListener("pointermove", look, { signal });
  const point = (event: MouseEvent) => pin(cellUnder(event, interaction), interaction);
  figure.addEventListener("click", point, { signal });
  figure.addEventListener("pointerleave", () => release(interaction), { signal });
  figure.addEventListener("blur", () => release(interaction), { signal });
  figure.addEventListener("keydown", (event) => press(event, interaction), { signal });
  return () => stop.abort();
}

function press(event: KeyboardEvent, interaction: Interaction): void {
  if (!acts(event, interaction)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Whether the key is one of ours; it has acted then. */
function acts(event: KeyboardEvent, interaction: Interaction): boolean {
  const { gaze, extent, changed, spoken } = interaction;
  const chord = chordOf(event);
  const at = gaze.cursor ?? gaze.pinned;
  if (chord === "Escape") {
    if (at === null) return false;
    Object.assign(gaze, { cursor: null, pinned: null });
    changed();
    return true;
  }
  if (chord === "Enter" || chord === " ") {
    pin(gaze.cursor, interaction);
    return true;
  }
  const start = { row: 0, col: 0 };
  const next = at === null ? moved(start, chord, extent) && start : moved(at, chord, extent);
  if (next === null) return false;
  gaze.cursor = next;
  changed();
  spoken(next);
  return true;
}

/** Pins a cell; the pinned one is let go. */
function pin(cell: Cell | null, { gaze, changed }: Interaction): void {
  const same = cell?.row === gaze.pinned?.row && cell?.col === gaze.pinned?.col;
  gaze.pinned = same ? null : cell;
  changed();
}

function release({ gaze, changed }: Interaction): void {
  gaze.cursor = null;
  changed();
}

function cellUnder(event: MouseEvent, { figure, extent, place }: Interaction): Cell | null {
  const { left, top, cellWidth, cellHeight } = place();
  const corner = figure.getBoundingClientRect();
  const row = Math.floor((event.clientY - corner.top - top) / cellHeight);
  const col = Math.floor((event.clientX - corner.left - left) / cellWidth);
  const inside = row >= 0 && col >= 0 && row < extent.rows && col < extent.cols;
  return inside ? { row, col } : null;
}
