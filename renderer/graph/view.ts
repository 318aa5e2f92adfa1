/** A graph in layers: boxes to click and to walk along, parts to fold, and what each is in words below. */
import {
  closedAtFirst,
  folded,
  outermost,
  type VisibleGraph,
} from "../../engine/display/drawing/graph/fold.js";
import { layered, type PlacedGraph } from "../../engine/display/drawing/graph/layered.js";
import { placedBy, QUICK_BOXES } from "../../engine/display/drawing/graph/places.js";
import { isDrawable } from "../../engine/display/drawing/graph/tangle.js";
import { MOST_BOXES, type GraphPayload } from "../../engine/display/payload.js";
import { chordOf } from "../chord.js";
import { html, svg } from "../dom.js";
import { fileName } from "../export/exports.js";
import { svgOfFigure } from "../export/figure-picture.js";
import type { Dispose, Host } from "../mount.js";
import { PayloadError } from "../payload/check.js";
import { toolbar } from "../toolbar/toolbar.js";
import { boxMark, edgeMark, frameMark } from "./marks.js";
import { boxWords, graphSummary, walkedGraph } from "./neighbours.js";

const HINT =
  "Click a box, or walk: up to what it reads, down to its readers, left and right in order.";
const FOLD_HINT = " Enter unfolds a part, Backspace folds the one around.";
/** CSS pixels; what is higher scrolls. */
const HIGHEST = 560;
/** Two frames of a slow page. */
const PAINTED_MS = 50;

/** @throws {@link PayloadError} for more boxes or links than can be laid out, folded as far as they are. */
export function graphView(graph: GraphPayload, root: HTMLElement, host: Host): Dispose {
  const view = new GraphView(graph, root, host);
  return () => view.dispose();
}

class GraphView {
  readonly #graph: GraphPayload;
  readonly #drawing = svg("svg", { "aria-hidden": "true" });
  readonly #figure = html("div", { className: "figure" }, this.#drawing);
  readonly #plot = html("div", { className: "plot graph", tabIndex: 0, role: "application" });
  readonly #words = html("p", { className: "identity", ariaLive: "polite" });
  readonly #stop = new AbortController();
  #closed: ReadonlySet<number>;
  #placed: PlacedGraph;
  #boxes: readonly SVGElement[] = [];
  #edges: readonly SVGElement[] = [];
  #stand: number | null = null;
  /** A large layout that is about to begin. */
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(graph: GraphPayload, root: HTMLElement, host: Host) {
    this.#graph = graph;
    this.#closed = closedAtFirst(graph);
    const visible = folded(graph, this.#closed);
    const placed = placedBy(graph, visible) ?? placedOrNull(graph, visible);
    if (placed === null)
      throw new PayloadError(`it has more than ${MOST_BOXES} boxes, or too many links to lay out`);
    this.#placed = placed;
    const { signal } = this.#stop;
    this.#plot.append(this.#figure);
    this.#plot.setAttribute("aria-roledescription", "graph");
    this.#plot.setAttribute("aria-label", graphSummary(graph));
    this.#plot.setAttribute("aria-description", this.#hint);
    this.#plot.style.maxHeight = `${HIGHEST}px`;
    this.#plot.addEventListener("keydown", (event) => this.#press(event), { signal });
    root.append(this.#head(host), this.#plot, this.#words);
    this.#draw();
  }

  dispose(): void {
    clearTimeout(this.#later);
    this.#stop.abort();
  }

  get #hint(): string {
    return this.#graph.groups.length === 0 ? HINT : HINT + FOLD_HINT;
  }

  #head(host: Host): HTMLElement {
    const { title, groups } = this.#graph;
    const exports = {
      name: fileName(title),
      table: () => tableOf(this.#graph),
      picture: (wide: number) => svgOfFigure(this.#figure, title, wide),
    };
    const button = (name: string, closed: () => readonly number[]) => {
      const one = html("button", { type: "button", className: "tool" }, name);
      one.addEventListener("click", () => this.#fold(new Set(closed()), null));
      return one;
    };
    const folds =
      groups.length === 0
        ? []
        : [button("Fold all", () => outermost(this.#graph)), button("Unfold all", () => [])];
    return html("header", {}, html("h3", {}, title), ...folds, toolbar(exports, host));
  }

  /** @param stand - the box that is chosen then: a group's, or of a node in it */
  #fold(closed: ReadonlySet<number>, stand: number | null): void {
    clearTimeout(this.#later);
    const visible = folded(this.#graph, closed);
    if (visible.boxes.length <= QUICK_BOXES) return this.#layOut(visible, closed, stand);
    this.#words.textContent = `Laying out ${visible.boxes.length} boxes …`;
    // The page is painted with these words before it stands still.
    this.#later = setTimeout(() => this.#layOut(visible, closed, stand), PAINTED_MS);
  }

  #layOut(visible: VisibleGraph, closed: ReadonlySet<number>, stand: number | null): void {
    const placed = placedOrNull(this.#graph, visible);
    if (placed === null) {
      this.#words.textContent = `Unfolded, that would be more than ${MOST_BOXES} boxes, or too many links to lay out; unfold parts of it.`;
      return;
    }
    this.#closed = closed;
    this.#placed = placed;
    this.#draw();
    if (stand === null) return;
    const at = placed.nodes.findIndex(({ folds, group }) => folds === stand || group === stand);
    this.#choose(at < 0 ? null : at);
  }

  #draw(): void {
    const { width, height, nodes, edges, frames } = this.#placed;
    for (const each of [this.#figure, this.#drawing])
      Object.assign(each.style, { width: `${width}px`, height: `${height}px` });
    this.#edges = edges.map(edgeMark);
    this.#boxes = nodes.map(boxMark);
    const around = frames.map(frameMark);
    frames.forEach(({ group }, k) => {
      const name = around[k]?.querySelector("text");
      name?.addEventListener("click", () => this.#fold(including(this.#closed, group), group));
    });
    this.#boxes.forEach((box, k) => box.addEventListener("click", () => this.#click(k)));
    this.#drawing.replaceChildren(...around, ...this.#edges, ...this.#boxes);
    this.#choose(null);
  }

  #choose(next: number | null): void {
    this.#stand = next;
    this.#boxes.forEach((box, k) => box.classList.toggle("chosen", k === next));
    this.#edges.forEach((edge, k) => {
      const { from, to } = this.#placed.edges[k] ?? {};
      edge.classList.toggle("chosen", next !== null && (from === next || to === next));
    });
    const hint = html("span", { className: "hint" }, this.#hint);
    this.#words.replaceChildren(
      next === null ? hint : boxWords(this.#placed, next, this.#partAround(next)),
    );
    if (next !== null) this.#boxes[next]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #partAround(box: number): string {
    const group = this.#placed.nodes[box]?.group ?? null;
    return group === null ? "" : (this.#graph.groups[group]?.name ?? "");
  }

  /** A second click lets go of a box, and unfolds a part. */
  #click(box: number): void {
    if (this.#stand !== box) return this.#choose(box);
    if (!this.#unfold(box)) this.#choose(null);
  }

  #unfold(box: number | null): boolean {
    const folds = box === null ? null : (this.#placed.nodes[box]?.folds ?? null);
    if (folds === null) return false;
    this.#fold(new Set([...this.#closed].filter((group) => group !== folds)), folds);
    return true;
  }

  #foldAround(box: number | null): boolean {
    const group = box === null ? null : (this.#placed.nodes[box]?.group ?? null);
    if (group === null) return false;
    this.#fold(including(this.#closed, group), group);
    return true;
  }

  #press(event: KeyboardEvent): void {
    const acted = this.#act(chordOf(event));
    if (!acted) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @returns whether the chord is one of ours */
  #act(chord: string): boolean {
    if (chord === "Enter") return this.#unfold(this.#stand);
    if (chord === "Backspace") return this.#foldAround(this.#stand);
    const leaves = chord === "Escape" && this.#stand !== null;
    const next = walkedGraph(this.#placed, this.#stand, chord);
    if (next === null && !leaves) return false;
    this.#choose(next);
    return true;
  }
}

const including = (closed: ReadonlySet<number>, group: number) => new Set([...closed, group]);

function placedOrNull(graph: GraphPayload, visible: VisibleGraph): PlacedGraph | null {
  return isDrawable(visible, graph.groups) ? layered(visible, graph.groups) : null;
}

function tableOf({ nodes, groups }: GraphPayload) {
  const partOf = (group: number | null) => (group === null ? "" : (groups[group]?.name ?? ""));
  const rows = nodes.map(({ name, detail, tone, identity, group }) => [
    ...[name, detail, tone, identity, partOf(group)],
  ]);
  return {
    header: ["name", "value", "kind", "identity", "part"],
    ...{ rows: rows.length, cols: 5, dtype: "float64" as const },
    at: (row: number, col: number) => rows[row]?.[col] ?? null,
  };
}
