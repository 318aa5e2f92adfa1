/** How long a layout takes, told beforehand: dagre puts a box into every layer that a link passes through. */
import { MOST_BOXES, type GraphPayload } from "../../payload.js";
import type { VisibleGraph } from "./fold.js";

/** Some three seconds: four hundred boxes of a recurrence and its reverse accumulation have 14,000. */
const MOST_TANGLED = 15_000;

/** Whether a graph is small and loose enough to be laid out while somebody waits. */
export function isDrawable(graph: VisibleGraph, groups: GraphPayload["groups"]): boolean {
  return graph.boxes.length <= MOST_BOXES && tangle(graph, groups) <= MOST_TANGLED;
}

/** Layers that all links pass through, and frames: as many times over as frames lie in each other. */
function tangle({ boxes, links }: VisibleGraph, groups: GraphPayload["groups"]): number {
  const ranks = ranksOf(boxes.length, links);
  const spans = links.reduce((sum, [from, to]) => {
    const span = Math.abs((ranks[to] ?? 0) - (ranks[from] ?? 0));
    return sum + Math.max(1, span);
  }, 0);
  const around = boxes.map(({ group }) => framesAround(groups, group));
  const depth = Math.max(0, ...around.map(({ length }) => length));
  return (spans + new Set(around.flat()).size) * (2 * depth + 1);
}

/** The longest way to each box, of links in the order of the boxes: cycles have others, and are none of ours. */
function ranksOf(length: number, links: VisibleGraph["links"]): Int32Array {
  const ranks = new Int32Array(length);
  const down = links.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  for (const [from, to] of down.sort(([a], [b]) => a - b))
    ranks[to] = Math.max(ranks[to] as number, (ranks[from] as number) + 1);
  return ranks;
}

function framesAround(groups: GraphPayload["groups"], group: number | null): number[] {
  const frames: number[] = [];
  for (let at = group; at !== null; at = groups[at]?.parent ?? null) frames.push(at);
  return frames;
}
