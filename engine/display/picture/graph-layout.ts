/** Widths of boxes by the words in them, and the layout that pictures are drawn by. */
import { closedAtFirst, folded } from "../drawing/graph/fold.js";
import { layered, type PlacedGraph } from "../drawing/graph/layered.js";
import { isDrawable } from "../drawing/graph/tangle.js";
import type { GraphPayload } from "../payload.js";
import { textWidth, type Font } from "./font.js";

export const NAME_SIZE = 12;
export const DETAIL_SIZE = 10;
const PADDING = 10;
const NARROWEST = 44;

export function boxWidth(
  { name, detail }: { readonly name: string; readonly detail: string },
  font: Font,
): number {
  const words = [textWidth(font, name, NAME_SIZE), textWidth(font, detail, DETAIL_SIZE)];
  return Math.ceil(Math.max(NARROWEST, ...words) + 2 * PADDING);
}

/** As it shows at first; null where it is too large or too tangled to draw. */
export function placedGraph(graph: GraphPayload): PlacedGraph | null {
  const visible = folded(graph, closedAtFirst(graph));
  return isDrawable(visible, graph.groups) ? layered(visible, graph.groups) : null;
}
