/** Boxes, edges and frames in SVG. */
import type {
  PlacedBox,
  PlacedEdge,
  PlacedFrame,
} from "../../engine/display/drawing/graph/layered.js";
import { svg } from "../dom.js";

export function boxMark({
  name,
  detail,
  tone,
  result,
  folds,
  x,
  y,
  width,
  height,
}: PlacedBox): SVGElement {
  const place = { x: x - width / 2, y: y - height / 2, width, height, rx: 4 };
  const line = (words: string, down: number, kind: string) =>
    svg("text", { x, y: y + down, "text-anchor": "middle", class: kind }, words);
  // A folded part looks like a pile of boxes.
  const pile =
    folds === null
      ? []
      : [svg("rect", { ...place, x: place.x + 4, y: place.y + 4, class: "pile" })];
  const lines = [line(name, detail === "" ? 4 : -2, "name"), line(detail, 12, "detail")];
  const kind = `box ${tone}${result ? " result" : ""}${folds === null ? "" : " folded"}`;
  return svg("g", { class: kind }, ...pile, svg("rect", place), ...lines);
}

export function edgeMark({ points }: PlacedEdge): SVGElement {
  const [x = 0, y = 0] = points.slice(-2);
  const along = points.map((at, k) => `${k % 2 === 1 ? " " : k === 0 ? "M" : "L"}${at}`).join("");
  return svg(
    "g",
    { class: "edge" },
    svg("path", { d: along, class: "line" }),
    svg("path", { d: `M${x} ${y}l-3.5 -6h7z`, class: "head" }),
  );
}

export function frameMark({ name, x, y, width, height }: PlacedFrame): SVGElement {
  const [left, top] = [x - width / 2, y - height / 2];
  return svg(
    "g",
    { class: "part-frame" },
    svg("rect", { x: left, y: top, width, height, rx: 6 }),
    svg("text", { x: left + 6, y: top + 12 }, name),
  );
}
