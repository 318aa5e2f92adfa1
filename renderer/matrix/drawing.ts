/** The figure itself: canvases of values and bars, and what is drawn around and above them. */
import type { PanelGrid } from "../../engine/display/drawing/panels.js";
import { html, svg } from "../dom.js";
import type { ReadMatrix } from "../payload/matrix.js";
import { barCanvas } from "./color-bar.js";
import type { Choices } from "./controls.js";
import { barMarks, frameMarks } from "./figure.js";
import type { Layout } from "./layout.js";
import { paintScene } from "./paint.js";
import { PaintedCanvases } from "./painted.js";
import { cursorMarks, HINT, type LookedAt, type Seen } from "./reading.js";
import { shownPanels, type Shown } from "./shown.js";
import { spokenSummary } from "./summary.js";

export class Drawing {
  readonly figure: HTMLElement;
  readonly #frame = svg("svg", { "aria-hidden": "true" });
  readonly #bars = svg("svg", { "aria-hidden": "true" });
  readonly #overlay = svg("svg", { "aria-hidden": "true" });
  readonly #painted = new PaintedCanvases();
  #panels: readonly Shown[] = [];

  constructor(read: ReadMatrix) {
    this.figure = html("div", { className: "figure", tabIndex: 0, role: "application" });
    this.figure.setAttribute("aria-roledescription", "heat map");
    this.figure.setAttribute("aria-label", spokenSummary(read));
    this.figure.setAttribute("aria-description", HINT);
  }

  get panels(): readonly Shown[] {
    return this.#panels;
  }

  /** Everything anew: at first, for another size, other colours or another layer. */
  build(read: ReadMatrix, grid: PanelGrid, first: Layout, choices: Choices): void {
    const size = { width: `${grid.cols * first.width}px`, height: `${grid.rows * first.height}px` };
    this.#panels = shownPanels(read, grid, first, choices);
    const canvases = this.#panels.flatMap(({ canvas, place, colors }) => [
      canvas,
      barCanvas(colors.scale, place),
    ]);
    const drawings = [this.#frame, this.#bars, this.#overlay];
    for (const each of [this.figure, ...drawings]) Object.assign(each.style, size);
    this.#bars.replaceChildren(
      ...this.#panels.flatMap(({ colors, place }) => barMarks(colors, place)),
    );
    this.figure.replaceChildren(...canvases, ...drawings);
  }

  /**
   * What moves with the camera; nothing that was coloured is coloured anew.
   *
   * @returns whether something had to wait for the next frame
   */
  paint(seen: Seen, frame: "first" | "moving"): boolean {
    const { read, camera, choice, tiles } = seen;
    tiles.begin();
    this.#painted.beginFrame(frame);
    for (const { canvas, layer, colors, name } of this.#panels) {
      const { scale } = colors;
      paintScene(canvas, { ...seen, layer, scale, name, painted: this.#painted });
    }
    tiles.request();
    const around = { payload: read.payload, camera, order: choice.order };
    this.#frame.replaceChildren(
      ...this.#panels.flatMap(({ panel, place }) => frameMarks(around, panel, place)),
    );
    // A finger scrolls the notebook until there is something to move in here.
    this.figure.style.touchAction = camera.zoom > 1 ? "none" : "pan-y";
    return this.#painted.waits;
  }

  /** What follows the pointer. */
  mark(seen: Seen, at: LookedAt): void {
    this.#overlay.replaceChildren(...this.#panels.flatMap((panel) => cursorMarks(seen, panel, at)));
  }
}
