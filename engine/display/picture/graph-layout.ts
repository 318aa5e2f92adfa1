/** Boxes in layers, each below what it reads (Sugiyama's method, by dagre). */
import { Graph, layout } from "@dagrejs/dagre";
import type { GraphBox, GraphEdge } from "../payload.js";
import { textWidth, type Font } from "./font.js";

/** A box before it has a place. */
export type Unplaced = Omit<GraphBox, "x" | "y" | "width" | "height">;

export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly GraphBox[];
  readonly edges: readonly GraphEdge[];
}

export const NAME_SIZE = 12;
export const DETAIL_SIZE = 10;
const PADDING = 10;
const HEIGHT = 38;
const NARROWEST = 44;

/** The graph once everything has a place, where dagre's types say nothing. */
interface Laid {
  graph(): { readonly width?: number; readonly height?: number };
  node(name: string): Place;
  edges(): readonly { readonly v: string; readonly w: string }[];
  edge(edge: { readonly v: string; readonly w: string }): { readonly points?: readonly Point[] };
}

/** @param links - pairs of places in `boxes`: what is read, and who reads it */
export function placedGraph(
  boxes: readonly Unplaced[],
  links: readonly (readonly [number, number])[],
  font: Font,
): Placed {
  const graph = new Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 18, ranksep: 26, marginx: 10, marginy: 10 });
  graph.setDefaultEdgeLabel(() => ({}));
  boxes.forEach((box, k) => {
    graph.setNode(String(k), { width: boxWidth(box, font), height: HEIGHT });
  });
  for (const [from, to] of links) graph.setEdge(String(from), String(to));
  layout(graph);
  const laid: Laid = graph;
  const { width = 0, height = 0 } = laid.graph();
  return {
    ...{ width: Math.ceil(width), height: Math.ceil(height) },
    nodes: boxes.map((box, k) => ({ ...box, ...placeOf(laid.node(String(k))) })),
    edges: laid.edges().map((edge) => {
      const { points = [] } = laid.edge(edge);
      const along = points.flatMap(({ x, y }) => [tenths(x), tenths(y)]);
      return { from: Number(edge.v), to: Number(edge.w), points: along };
    }),
  };
}

function boxWidth({ name, detail }: Unplaced, font: Font): number {
  const words = [textWidth(font, name, NAME_SIZE), textWidth(font, detail, DETAIL_SIZE)];
  return Math.ceil(Math.max(NARROWEST, ...words) + 2 * PADDING);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Place extends Point {
  readonly width: number;
  readonly height: number;
}

function placeOf({ x, y, width, height }: Place): Place {
  return { x: tenths(x), y: tenths(y), width, height };
}

const tenths = (pixels: number) => Math.round(pixels * 10) / 10;
