/** A graph in layers: boxes to click and to walk along, with what each is in words below. */
import type { GraphBox, GraphEdge, GraphPayload } from "../../engine/display/payload.js";
import { chordOf } from "../chord.js";
import { html, svg } from "../dom.js";
import { fileName } from "../export/exports.js";
import { svgOfFigure } from "../export/figure-picture.js";
import type { Dispose, Host } from "../mount.js";
import { toolbar } from "../toolbar/toolbar.js";
import { boxWords, graphSummary, walkedGraph } from "./neighbours.js";

const HINT =
  "Click a box, or walk: up to what it reads, down to its readers, left and right in order.";
/** CSS pixels; what is higher scrolls. */
const HIGHEST = 560;

export function graphView(graph: GraphPayload, root: HTMLElement, host: Host): Dispose {
  const { width, height, title } = graph;
  const edges = graph.edges.map(edgeLine);
  const boxes = graph.nodes.map(boxMark);
  const drawing = svg("svg", { width, height, "aria-hidden": "true" }, ...edges, ...boxes);
  const figure = html("div", { className: "figure" }, drawing);
  Object.assign(figure.style, { width: `${width}px`, height: `${height}px` });
  const plot = html("div", { className: "plot graph", tabIndex: 0, role: "application" }, figure);
  plot.setAttribute("aria-roledescription", "graph");
  plot.setAttribute("aria-label", graphSummary(graph));
  plot.setAttribute("aria-description", HINT);
  Object.assign(plot.style, { maxHeight: `${HIGHEST}px` });
  const hint = html("span", { className: "hint" }, HINT);
  const words = html("p", { className: "identity", ariaLive: "polite" }, hint);

  let stand: number | null = null;
  function choose(next: number | null): void {
    stand = next;
    boxes.forEach((box, k) => box.classList.toggle("chosen", k === next));
    edges.forEach((edge, k) => {
      const { from, to } = graph.edges[k] ?? {};
      edge.classList.toggle("chosen", next !== null && (from === next || to === next));
    });
    words.replaceChildren(next === null ? hint : boxWords(graph, next));
    if (next !== null) boxes[next]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function press(event: KeyboardEvent): void {
    const chord = chordOf(event);
    const leaves = chord === "Escape" && stand !== null;
    const next = walkedGraph(graph, stand, chord);
    if (next === null && !leaves) return;
    event.preventDefault();
    event.stopPropagation();
    choose(next);
  }
  plot.addEventListener("keydown", press);
  boxes.forEach((box, k) => box.addEventListener("click", () => choose(stand === k ? null : k)));

  const exports = {
    name: fileName(title),
    table: () => tableOf(graph),
    picture: (wide: number) => svgOfFigure(figure, title, wide),
  };
  root.append(html("header", {}, html("h3", {}, title), toolbar(exports, host)), plot, words);
  return () => plot.removeEventListener("keydown", press);
}

function boxMark({ name, detail, tone, result, x, y, width, height }: GraphBox): SVGElement {
  const frame = svg("rect", {
    ...{ x: x - width / 2, y: y - height / 2, width, height, rx: 4 },
  });
  const line = (words: string, down: number, kind: string) =>
    svg("text", { x, y: y + down, "text-anchor": "middle", class: kind }, words);
  const lines = [line(name, detail === "" ? 4 : -2, "name"), line(detail, 12, "detail")];
  return svg("g", { class: `box ${tone}${result ? " result" : ""}` }, frame, ...lines);
}

function edgeLine({ points }: GraphEdge): SVGElement {
  const [x = 0, y = 0] = points.slice(-2);
  const along = points.map((at, k) => `${k % 2 === 1 ? " " : k === 0 ? "M" : "L"}${at}`).join("");
  return svg(
    "g",
    { class: "edge" },
    svg("path", { d: along, class: "line" }),
    svg("path", { d: `M${x} ${y}l-3.5 -6h7z`, class: "head" }),
  );
}

function tableOf({ nodes }: GraphPayload) {
  const rows = nodes.map(({ name, detail, tone, identity }) => [name, detail, tone, identity]);
  return {
    header: ["name", "value", "kind", "identity"],
    ...{ rows: rows.length, cols: 4, dtype: "float64" as const },
    at: (row: number, col: number) => rows[row]?.[col] ?? null,
  };
}
