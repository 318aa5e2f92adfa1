/** What of its outputs a notebook keeps in its file: its own choice, in its metadata. */
import type { Cell, JsonObject, Notebook, Output, OutputItem } from "./notebook.js";

export const SAVED_OUTPUTS = ["none", "preview", "full"] as const;
export type SavedOutputs = (typeof SAVED_OUTPUTS)[number];

const KEY = "saveOutputs";

/** Types that begin so hold a whole value beside its preview; only `full` keeps them. */
export const FULL_MIME = "application/vnd.ntkbook.full.";

/** Bytes of one item, beyond which a file is no place for it. */
const LIMIT: Readonly<Record<SavedOutputs, number>> = {
  none: 0,
  preview: 8 * 2 ** 20,
  full: 128 * 2 ** 20,
};

export const isSavedOutputs = (value: unknown): value is SavedOutputs =>
  SAVED_OUTPUTS.some((each) => each === value);

/** The choice that a notebook's metadata hold; `preview` when they hold none. */
export function savedOutputs(metadata: JsonObject): SavedOutputs {
  const value = metadata[KEY];
  return isSavedOutputs(value) ? value : "preview";
}

/** Metadata with this choice; the default leaves no trace in the file. */
export function withSavedOutputs(metadata: JsonObject, choice: SavedOutputs): JsonObject {
  const others = Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== KEY));
  return choice === "preview" ? others : { ...others, [KEY]: choice };
}

/** The notebook as its file is to hold it. What was typed is untouched. */
export function asSaved(notebook: Notebook): Notebook {
  const choice = savedOutputs(notebook.metadata);
  return { ...notebook, cells: notebook.cells.map((cell) => cellAsSaved(cell, choice)) };
}

function cellAsSaved(cell: Cell, choice: SavedOutputs): Cell {
  if (cell.type === "markdown") return cell;
  if (choice === "none") return { ...cell, outputs: [] };
  return { ...cell, outputs: cell.outputs.map((output) => outputAsSaved(output, choice)) };
}

function outputAsSaved(output: Output, choice: SavedOutputs): Output {
  const kept = output.items.filter((item) => isKept(item, choice));
  if (kept.length === output.items.length) return output;
  return { ...output, items: kept.length > 0 ? kept : [{ mime: "text/plain", text: TOO_LARGE }] };
}

const isKept = (item: OutputItem, choice: SavedOutputs): boolean =>
  sizeOf(item) <= LIMIT[choice] && (choice === "full" || !item.mime.startsWith(FULL_MIME));

const sizeOf = (item: OutputItem) => ("bytes" in item ? item.bytes.length : item.text.length);

const TOO_LARGE = "[This output was too large to be saved. Run the cell to see it.]";
