/** Walking a graph with the arrow keys, and a box in words. */
import type { PlacedGraph } from "../../engine/display/drawing/graph/layered.js";
import type { GraphPayload } from "../../engine/display/payload.js";

type Standing = Pick<PlacedGraph, "nodes" | "edges">;

/** Where a chord leads from a box; null for a chord that does not walk, or where there is nothing to walk on. */
export function walkedGraph(graph: Standing, at: number | null, chord: string): number | null {
  const step = STEPS.get(chord);
  if (step === undefined || graph.nodes.length === 0) return null;
  return at === null ? 0 : (step(graph, at) ?? at);
}

type Step = (graph: Standing, at: number) => number | undefined;

const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ["ArrowUp", ({ edges }, at) => edges.find(({ to }) => to === at)?.from],
  ["ArrowDown", ({ edges }, at) => edges.find(({ from }) => from === at)?.to],
  ["ArrowLeft", (_, at) => Math.max(0, at - 1)],
  ["ArrowRight", ({ nodes }, at) => Math.min(nodes.length - 1, at + 1)],
  ["Home", () => 0],
  ["End", ({ nodes }) => nodes.length - 1],
]);

/** `mul float64[3], result: %2 = mul(%0, %1) …; read by 2` */
export function boxWords({ nodes, edges }: Standing, at: number, part = ""): string {
  const box = nodes[at];
  if (box === undefined) return "";
  const readers = edges.filter(({ from }) => from === at).length;
  const result = box.result ? ", result" : "";
  const fold = box.folds === null ? "" : "; Enter or a second click unfolds it";
  const inside = part === "" ? "" : `; in ${part}`;
  return `${box.name} ${box.detail}${result}: ${box.identity}; read by ${readers}${inside}${fold}`;
}

export function graphSummary({ title, nodes, links, groups }: GraphPayload): string {
  const backward = nodes.filter(({ tone }) => tone === "backward").length;
  const both = backward === 0 ? "" : `, ${backward} of them backward`;
  const parts = groups.length === 0 ? "" : `, ${groups.length} named parts`;
  return `${title}; ${nodes.length} boxes${both}, ${links.length} edges${parts}`;
}
