/** A graph as SVG and PNG: on white, by the same places as on the screen. */
import { PAPER } from "../drawing/chart-theme.js";
import type { GraphBox, GraphEdge, GraphPayload } from "../payload.js";
import type { Box, Drawing, Segment } from "../drawing/drawing.js";
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

export function graphPictures(payload: GraphPayload, font: Font): GraphPictures {
  const { background, fontFamily } = PAPER;
  const drawing = drawGraph(payload, font);
  return {
    svg: toSvg(drawing, { title: payload.title, background, fontFamily }),
    png: pngOf(drawing, font),
  };
}

export function drawGraph({ width, height, nodes, edges }: GraphPayload, font: Font): Drawing {
  const clip: Box = [0, 0, width, height];
  const marks = [
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

function edgeMarks({ points }: GraphEdge, clip: Box): Mark[] {
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

function boxMarks(box: GraphBox, clip: Box, font: Font): Mark[] {
  const { x, y, width, height, name, detail, tone, result } = box;
  const [left, top, right, bottom] = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  const path: Segment[] = [
    ...([
      ["M", left, top],
      ["L", right, top],
      ["L", right, bottom],
      ["L", left, bottom],
    ] as const),
    ["Z"],
  ];
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
