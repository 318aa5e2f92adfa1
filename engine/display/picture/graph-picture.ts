/** A graph as SVG and PNG: on white, by the same places as on the screen. */
import { PAPER } from "../drawing/chart-theme.js";
import type { Box, Drawing, Segment } from "../drawing/drawing.js";
import type { PlacedBox, PlacedEdge, PlacedFrame, PlacedGraph } from "../drawing/graph/layered.js";
import type { GraphBox } from "../payload.js";
import { textWidth, type Font } from "./font.js";
import { DETAIL_SIZE, NAME_SIZE } from "./graph-layout.js";
import { paint } from "./paint.js";
import { encodePng } from "./png.js";
import { toSvg } from "../drawing/svg.js";

type Mark = Drawing["marks"][number];

/** A PNG of more pixels than this costs more than it shows. */
const MOST_PIXELS = 4_000_000;

const FILLS: Readonly<Record<GraphBox["tone"], string>> = {
  input: "#dbeafe",
  constant: "#f1f1f1",
  forward: "#ffffff",
  backward: "#fdecd2",
};

export interface GraphPictures {
  readonly svg: string;
  /** Null where the drawing is too large for one. */
  readonly png: Uint8Array | null;
}

export function graphPictures(title: string, placed: PlacedGraph, font: Font): GraphPictures {
  const { background, fontFamily } = PAPER;
  const drawing = drawGraph(placed, font);
  return {
    svg: toSvg(drawing, { title, background, fontFamily }),
    png: pngOf(drawing, font),
  };
}

export function drawGraph(
  { width, height, nodes, edges, frames }: PlacedGraph,
  font: Font,
): Drawing {
  const clip: Box = [0, 0, width, height];
  const marks = [
    ...frames.flatMap((frame) => frameMarks(frame, clip)),
    ...edges.flatMap((edge) => edgeMarks(edge, clip)),
    ...nodes.flatMap((node) => boxMarks(node, clip, font)),
  ];
  return { width, height, marks };
}

function pngOf(drawing: Drawing, font: Font): Uint8Array | null {
  if (drawing.width * drawing.height > MOST_PIXELS) return null;
  const { background } = PAPER;
  const { width, height, data } = paint(drawing, { background, font, scale: 1 });
  return encodePng(width, height, data);
}

function edgeMarks({ points }: PlacedEdge, clip: Box): Mark[] {
  const path = points.flatMap((x, k): Segment[] => {
    const y = points[k + 1];
    return k % 2 === 1 || y === undefined ? [] : [[k === 0 ? "M" : "L", x, y]];
  });
  const [x = 0, y = 0] = points.slice(-2);
  const head: Segment[] = [["M", x, y], ["L", x - 3.5, y - 6], ["L", x + 3.5, y - 6], ["Z"]];
  return [
    { kind: "stroke", path, color: PAPER.muted, width: 1, clip },
    { kind: "fill", path: head, color: PAPER.muted, clip },
  ];
}

const rectangle = ({ x, y, width, height }: Omit<PlacedFrame, "group" | "name">): Segment[] => {
  const [left, top, right, bottom] = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  return [["M", left, top], ["L", right, top], ["L", right, bottom], ["L", left, bottom], ["Z"]];
};

function frameMarks(frame: PlacedFrame, clip: Box): Mark[] {
  const { x, y, width, height, name } = frame;
  const path = rectangle(frame);
  return [
    { kind: "stroke", path, color: PAPER.muted, width: 0.75, clip },
    {
      ...{ kind: "text", text: name, size: DETAIL_SIZE, color: PAPER.muted, bold: false },
      matrix: [1, 0, 0, 1, x - width / 2 + 4, y - height / 2 + 11],
    },
  ];
}

function boxMarks(box: PlacedBox, clip: Box, font: Font): Mark[] {
  const { x, y, name, detail, tone, result } = box;
  const path = rectangle(box);
  const text = (words: string, size: number, down: number, color: string): Mark => ({
    ...{ kind: "text", text: words, size, color, bold: false },
    matrix: [1, 0, 0, 1, x - textWidth(font, words, size) / 2, y + down],
  });
  return [
    { kind: "fill", path, color: FILLS[tone], clip },
    { kind: "stroke", path, color: PAPER.foreground, width: result ? 2.5 : 1, clip },
    text(name, NAME_SIZE, detail === "" ? 4 : -2, PAPER.foreground),
    ...(detail === "" ? [] : [text(detail, DETAIL_SIZE, 12, PAPER.muted)]),
  ];
}
