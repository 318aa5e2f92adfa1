import { newCellId } from "./ids.js";
import type { Cell, Notebook } from "./notebook.js";

/** A new notebook after a template: its text under ids of its own, without its outputs. */
export function fromTemplate({ metadata, cells }: Notebook): Notebook {
  const taken = new Set<string>();
  const fresh = (cell: Cell): Cell => {
    const id = newCellId(taken);
    taken.add(id);
    return cell.type === "markdown" ? { ...cell, id } : { ...cell, id, outputs: [] };
  };
  return { metadata, cells: cells.map(fresh) };
}
