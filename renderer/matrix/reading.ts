/** What is said of the cell looked at: below the figure, aloud, and as profiles of the pinned one. */
import { html } from "../dom.js";
import type { ReadLayer, ReadMatrix } from "../payload/matrix.js";
import { barPointer } from "./color-bar.js";
import { cellFrame, crosshair } from "./crosshair.js";
import type { Cell } from "./cursor.js";
import { valueAt, type Choice } from "./picture-source.js";
import { profiles } from "./profiles.js";
import { readout, valueWords } from "./readout.js";
import type { Shown } from "./shown.js";
import type { Tiles } from "./tiles.js";
import { spotOf, type Sight } from "./where.js";

export const HINT =
  "Hover or use the arrow keys to read values, click or Enter to pin one; + − and Ctrl+wheel zoom, 0 shows all.";

/** Everything that a cell's value depends on. */
export interface Seen extends Sight {
  readonly read: ReadMatrix;
  readonly choice: Choice;
  readonly tiles: Tiles;
}

export interface LookedAt {
  readonly cursor: Cell | null;
  readonly pinned: Cell | null;
}

export class Reading {
  readonly words = html("p", { className: "readout" });
  readonly spoken = html("p", { className: "spoken", ariaLive: "polite" });
  readonly profiles = html("div", { className: "profiles" });

  show(seen: Seen, panels: readonly Shown[], { cursor, pinned }: LookedAt): void {
    const cell = cursor ?? pinned;
    const hint = html("span", { className: "hint" }, HINT);
    this.words.replaceChildren(...(cell === null ? [hint] : inWords(seen, panels, cell)));
    const [first] = panels;
    const lines = pinned === null || first === undefined ? [] : alongBoth(seen, first, pinned);
    this.profiles.replaceChildren(...lines);
  }

  speak(seen: Seen, panels: readonly Shown[], cell: Cell): void {
    this.spoken.replaceChildren(...inWords(seen, panels, cell));
  }
}

/** Null when it is not here yet. */
function valueOf({ read, choice, detail, tiles }: Seen, layer: ReadLayer, { row, col }: Cell) {
  return valueAt(read, layer, choice, { detail, row, col, tiles });
}

function inWords(seen: Seen, panels: readonly Shown[], cell: Cell): HTMLElement[] {
  const { payload } = seen.read;
  const { where, labels } = readout(payload, cell, { ...seen.detail, ...seen.choice });
  const values = panels.map(({ layer, panel }) => {
    const words = valueWords(valueOf(seen, layer, cell));
    return panel.name === "" ? words : `${panel.name} ${words}`;
  });
  const place = labels === "" ? where : `${where} · ${labels}`;
  return [
    html("strong", {}, values.join(" · ")),
    html("span", { className: "where" }, `  ${place}`),
  ];
}

/** Of the pinned cell, along what is seen of its row and its column. */
function alongBoth(seen: Seen, { layer, colors }: Shown, cell: Cell): HTMLElement[] {
  const { camera, detail } = seen;
  const { zoom, left, top } = camera;
  const across = { grid: detail.cols, from: left, to: left + detail.cols.length / zoom };
  const down = { grid: detail.rows, from: top, to: top + detail.rows.length / zoom };
  const value = (row: number, col: number) => valueOf(seen, layer, { row, col });
  return [
    profiles("row", across, (col) => value(cell.row, col), colors.scale),
    profiles("column", down, (row) => value(row, cell.col), colors.scale),
  ];
}

/** Crosshair, frames and the pointer at the colour bar, on one panel. */
export function cursorMarks(
  seen: Seen,
  { place, layer, colors }: Shown,
  { cursor, pinned }: LookedAt,
): SVGElement[] {
  const cell = cursor ?? pinned;
  if (cell === null) return [];
  const spot = spotOf(cell, seen, place);
  const pinnedSpot = pinned === null ? null : spotOf(pinned, seen, place);
  const value = valueOf(seen, layer, cell);
  return [
    ...(spot === null ? [] : crosshair(place, spot)),
    ...(pinnedSpot === null ? [] : cellFrame(place, pinnedSpot)),
    ...(cursor === null || spot === null ? [] : cellFrame(place, spot)),
    ...(value !== null && Number.isFinite(value) ? [barPointer(colors.scale, place, value)] : []),
  ];
}
