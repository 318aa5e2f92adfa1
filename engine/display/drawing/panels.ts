/** Which layers of a stack of matrices show, where, and which share their colours. */
import type { StackAxis } from "../payload.js";

export interface Panel {
  /** Place in the grid of panels. */
  readonly row: number;
  readonly col: number;
  readonly layer: number;
  /** E.g. `ntk` or `row output 0, column output 1`; empty where there is one panel. */
  readonly name: string;
}

export interface PanelGrid {
  readonly rows: number;
  readonly cols: number;
  readonly panels: readonly Panel[];
}

/** More panels of one axis go on the next row. */
const MOST_ACROSS = 4;

/** @param at - the entry of each axis that a slider stands at; other axes' entries are not read */
export function panelGrid(axes: readonly StackAxis[], at: readonly number[]): PanelGrid {
  const spread = axes.flatMap(({ shows }, axis) => (shows === "slider" ? [] : [axis]));
  const lengths = spread.map((axis) => axes[axis]?.entries.length ?? 1);
  const count = lengths.reduce((product, length) => product * length, 1);
  const last = lengths[lengths.length - 1] ?? 1;
  const cols = spread.length > 1 ? last : Math.min(last, MOST_ACROSS);
  const panels = Array.from({ length: count }, (_, index): Panel => {
    const entries = [...at];
    let rest = index;
    for (let i = spread.length - 1; i >= 0; i--) {
      entries[spread[i] as number] = rest % (lengths[i] as number);
      rest = Math.floor(rest / (lengths[i] as number));
    }
    const row = Math.floor(index / cols);
    return { row, col: index % cols, layer: layerAt(axes, entries), name: nameOf(axes, entries) };
  });
  return { rows: Math.ceil(count / cols), cols, panels };
}

function layerAt(axes: readonly StackAxis[], entries: readonly number[]): number {
  return axes.reduce((layer, axis, i) => layer * axis.entries.length + (entries[i] ?? 0), 0);
}

function nameOf(axes: readonly StackAxis[], entries: readonly number[]): string {
  return axes
    .flatMap(({ name, entries: names, shows }, i) => {
      const entry = names[entries[i] ?? 0] ?? "";
      return shows === "slider" ? [] : [shows === "facets" ? `${name} ${entry}` : entry];
    })
    .join(", ");
}

/** The layers with the same colours as `layer`: all of its matrix, whatever facets and sliders stand at. */
export function sameColors(axes: readonly StackAxis[], layer: number): number[] {
  const count = axes.reduce((product, { entries }) => product * entries.length, 1);
  const own = matrixOf(axes, layer);
  return Array.from({ length: count }, (_, i) => i).filter((i) => matrixOf(axes, i) === own);
}

/** The layer's place along the axes with colours of their own. */
function matrixOf(axes: readonly StackAxis[], layer: number): number {
  let place = 0;
  let rest = layer;
  let factor = 1;
  for (let i = axes.length - 1; i >= 0; i--) {
    const { entries, shows } = axes[i] as StackAxis;
    if (shows === "panels") {
      place += factor * (rest % entries.length);
      factor *= entries.length;
    }
    rest = Math.floor(rest / entries.length);
  }
  return place;
}
