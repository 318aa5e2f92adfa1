import type { NotebookCell, NotebookDocument } from "vscode";
import type { Output } from "../format/notebook.js";
import { MIME } from "../../engine/display/payload.js";

/** Something that a renderer of ours draws. */
export interface Drawing {
  readonly title: string;
  readonly mime: string;
  /** Its JSON. */
  readonly payload: string;
}

/** One that a cell shows. */
export interface Figure extends Drawing {
  readonly cell: NotebookCell;
}

const drawn = new Set<string>(Object.values(MIME));

/** The figures of a cell, in order; those stored in the file included. */
export function figuresOf(cell: NotebookCell): Figure[] {
  const items = cell.outputs.flatMap((output) =>
    output.items.filter(({ mime }) => drawn.has(mime)),
  );
  return items.map(({ mime, data }) => {
    const payload = new TextDecoder().decode(data);
    return { title: titleIn(payload) ?? `Output of cell ${cell.index + 1}`, mime, payload, cell };
  });
}

export const allFigures = (notebook: NotebookDocument): Figure[] =>
  notebook.getCells().flatMap(figuresOf);

/** What of an output is drawn, if anything. */
export function drawingOf({ items }: Output, title: string): Drawing | undefined {
  const item = items.find(({ mime }) => drawn.has(mime));
  return item && "text" in item ? { title, mime: item.mime, payload: item.text } : undefined;
}

function titleIn(payload: string): string | null {
  try {
    const { title } = JSON.parse(payload) as { readonly title?: unknown };
    return typeof title === "string" && title !== "" ? title : null;
  } catch {
    return null;
  }
}
