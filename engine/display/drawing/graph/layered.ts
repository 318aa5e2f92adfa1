/** Boxes in layers, each below what it reads (Sugiyama's method, by dagre). */
import { Graph, layout } from "@dagrejs/dagre";
import type { GraphPayload } from "../../payload.js";
import type { VisibleBox, VisibleGraph } from "./fold.js";

export interface PlacedBox extends VisibleBox {
  /** The middle of the box, CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface PlacedEdge {
  /** Places in `nodes`. */
  readonly from: number;
  readonly to: number;
  /** Bends, from the box it leaves to the box it enters: x and y in turn. */
  readonly points: readonly number[];
}

/** An open group: a frame around its boxes. */
export interface PlacedFrame {
  readonly group: number;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedBox[];
  readonly edges: readonly PlacedEdge[];
  /** Outer ones first. */
  readonly frames: readonly PlacedFrame[];
}

export const BOX_HEIGHT = 38;
const SPACE = { rankdir: "TB", nodesep: 18, ranksep: 26, marginx: 10, marginy: 10 };

/** The graph once everything has a place, where dagre's types say nothing. */
interface Laid {
  graph(): { readonly width?: number; readonly height?: number };
  node(name: string): Place;
  edges(): readonly { readonly v: string; readonly w: string }[];
  edge(edge: { readonly v: string; readonly w: string }): { readonly points?: readonly Point[] };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Place extends Point {
  readonly width: number;
  readonly height: number;
}

export function layered(
  { boxes, links }: VisibleGraph,
  groups: GraphPayload["groups"],
): PlacedGraph {
  const open = openGroups(boxes, groups);
  const graph = new Graph({ compound: true });
  graph.setGraph({ ...SPACE });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const group of open) graph.setNode(frameName(group), {});
  for (const group of open) {
    const parent = groups[group]?.parent ?? null;
    if (parent !== null) graph.setParent(frameName(group), frameName(parent));
  }
  boxes.forEach(({ width, group }, k) => {
    graph.setNode(String(k), { width, height: BOX_HEIGHT });
    if (group !== null && open.length > 0) graph.setParent(String(k), frameName(group));
  });
  for (const [from, to] of links) graph.setEdge(String(from), String(to));
  layout(graph);
  const laid: Laid = graph;
  const { width = 0, height = 0 } = laid.graph();
  return {
    ...{ width: Math.ceil(width), height: Math.ceil(height) },
    nodes: boxes.map((box, k) => ({ ...box, ...rounded(laid.node(String(k))) })),
    edges: laid.edges().map((edge) => {
      const { points = [] } = laid.edge(edge);
      const along = points.flatMap(({ x, y }) => [tenths(x), tenths(y)]);
      return { from: Number(edge.v), to: Number(edge.w), points: along };
    }),
    frames: open.map((group) => {
      const place = rounded(laid.node(frameName(group)));
      return { group, name: groups[group]?.name ?? "", ...place };
    }),
  };
}

const frameName = (group: number) => `group ${group}`;

/**
 * Those that some box lies in, parents before children; none where a function and its reverse
 * accumulation are both unfolded: what runs between them would pull the frames far apart.
 */
function openGroups(boxes: readonly VisibleBox[], groups: GraphPayload["groups"]): number[] {
  if (boxes.some(({ tone }) => tone === "backward")) return [];
  const open = new Set<number>();
  for (const { group } of boxes)
    for (let at = group; at !== null; at = groups[at]?.parent ?? null) open.add(at);
  return [...open].sort((a, b) => a - b);
}

function rounded({ x, y, width, height }: Place): Place {
  return { x: tenths(x), y: tenths(y), width: tenths(width), height: tenths(height) };
}

const tenths = (pixels: number) => Math.round(pixels * 10) / 10;
