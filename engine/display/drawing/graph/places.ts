/** A layout as it is sent along with a graph, and back. */
import type { GraphPayload, GraphPlaces } from "../../payload.js";
import type { VisibleGraph } from "./fold.js";
import { BOX_HEIGHT, type PlacedGraph } from "./layered.js";

/** More boxes than this are laid out once, where they are drawn for the picture, and their places sent along. */
export const QUICK_BOXES = 100;

/** Null of small graphs, and of those with frames, which only unfolding draws. */
export function placesOf({ width, height, nodes, edges, frames }: PlacedGraph): GraphPlaces | null {
  if (nodes.length <= QUICK_BOXES || frames.length > 0) return null;
  return { width, height, boxes: nodes.flatMap(({ x, y }) => [x, y]), edges };
}

/** Null where the places are not those of these boxes. */
export function placedBy({ places }: GraphPayload, { boxes }: VisibleGraph): PlacedGraph | null {
  if (places === undefined || places.boxes.length !== 2 * boxes.length) return null;
  if (places.edges.some(({ from, to }) => Math.max(from, to) >= boxes.length)) return null;
  const nodes = boxes.map((box, k) => ({
    ...box,
    x: places.boxes[2 * k] as number,
    y: places.boxes[2 * k + 1] as number,
    height: BOX_HEIGHT,
  }));
  const { width, height, edges } = places;
  return { width, height, nodes, edges, frames: [] };
}
