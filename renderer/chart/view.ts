/** A chart with its title, a legend of buttons, hover, keys, zoom and what it gives away. */
import type { Window } from "../../engine/display/drawing/chart-options.js";
import { Chart } from "../../engine/display/drawing/chart-parts.js";
import type { AxisScale, ChartPayload } from "../../engine/display/payload.js";
import { html, replaceChildren } from "../dom.js";
import { listen, type Plot, type Point } from "../interaction.js";
import type { Alive, Dispose, Host } from "../mount.js";
import { toolbar } from "../toolbar/toolbar.js";
import { configuration, contents, spokenOf, type Setting } from "./configuration.js";
import { controls, scalesOf, type Axis, type Controls, type Scales } from "./controls.js";
import { chartExports } from "./exports.js";
import { walked, type Stand } from "./keyboard.js";
import { legend } from "./legend.js";
import { editorTheme, onThemeChange } from "./theme.js";
import { chartSummary, pointWords } from "./words.js";
import { moved, ZOOM_KEYS, zoomed } from "./zoom.js";

/** CSS pixels; known before anything is painted. */
const HEIGHT = 340;
const WIDEST = 760;

const HELP =
  "Use the arrow keys to walk along the points, plus and minus to zoom, Alt with the arrow keys to move, 0 to see all.";

export function chartView(
  payload: ChartPayload,
  root: HTMLElement,
  host: Host,
): Alive<ChartPayload> {
  const view = new ChartView(payload, root, host);
  return { dispose: () => view.dispose(), update: (next) => view.update(next) };
}

class ChartView {
  #payload: ChartPayload;
  readonly #root: HTMLElement;
  readonly #canvas = html("canvas");
  readonly #plot: HTMLElement;
  readonly #spoken = html("p", { className: "spoken", ariaLive: "polite" });
  readonly #title = html("h3");
  readonly #legend = html("div", { className: "legend", role: "group", ariaLabel: "Series" });
  readonly #choices = html("div", { className: "choices" });
  readonly #hidden = new Set<number>();
  readonly #undo: Dispose[] = [];
  /** What is looked at; null for all. */
  #window: Window | null = null;
  #scales: Scales;
  #stand: Stand | null = null;
  #controls: Controls;
  #chart: Chart<"line">;

  constructor(payload: ChartPayload, root: HTMLElement, host: Host) {
    this.#payload = payload;
    this.#root = root;
    this.#scales = scalesOf(payload);
    this.#plot = html("div", { className: "plot", tabIndex: 0, role: "application" }, this.#canvas);
    this.#plot.setAttribute("aria-roledescription", "chart");
    this.#plot.setAttribute("aria-description", HELP);
    Object.assign(this.#plot.style, { height: `${HEIGHT}px`, maxWidth: `${WIDEST}px` });
    const exports = chartExports(() => this.#seen());
    const head = html("header", {}, this.#title, this.#legend, this.#choices);
    head.append(toolbar(exports, host));
    root.append(head, this.#plot, this.#spoken);
    this.#controls = this.#words();
    this.#chart = this.#draw();
    this.#listen();
  }

  dispose(): void {
    for (const undo of this.#undo) undo();
    this.#chart.destroy();
  }

  /** The same chart a moment later: what is hidden, looked at and chosen stays. */
  update(payload: ChartPayload): void {
    const before = this.#payload;
    this.#payload = payload;
    if (before.xScale !== payload.xScale || before.yScale !== payload.yScale) {
      this.#scales = scalesOf(payload);
      this.#window = null;
    }
    this.#controls = this.#words();
    this.#redraw();
  }

  #seen() {
    return { payload: this.#drawn(), hidden: this.#hidden, window: this.#window };
  }

  /** The payload on the scales that were chosen. */
  #drawn(): ChartPayload {
    return { ...this.#payload, xScale: this.#scales.x, yScale: this.#scales.y };
  }

  /** Everything around the plot. */
  #words(): Controls {
    const { title } = this.#payload;
    this.#title.textContent = title;
    this.#title.hidden = title === "";
    this.#plot.setAttribute("aria-label", chartSummary(this.#drawn()));
    const toggle = (series: number) => this.#toggle(series);
    const buttons = legend(this.#payload, editorTheme(this.#root), {
      hidden: this.#hidden,
      toggle,
    });
    replaceChildren(this.#legend, buttons);
    const offered = controls(this.#payload, this.#scales, {
      choose: (axis, scale) => this.#choose(axis, scale),
      reset: () => this.#showAll(),
    });
    replaceChildren(this.#choices, offered.elements);
    offered.showZoomed(this.#window !== null);
    return offered;
  }

  #draw(): Chart<"line"> {
    return new Chart(
      this.#canvas,
      configuration(() => this.#setting()),
    );
  }

  #setting(): Setting {
    return {
      payload: this.#drawn(),
      hidden: this.#hidden,
      theme: editorTheme(this.#root),
      window: this.#window,
    };
  }

  /** In its place, so that a drag that goes on is not torn off. */
  #redraw(): void {
    Object.assign(this.#chart, contents(this.#setting()));
    this.#chart.update("none");
    if (this.#stand !== null) this.#point(this.#stillThere(this.#stand));
  }

  #look(window: Window | null): void {
    if (window === null) return;
    this.#window = window;
    this.#controls.showZoomed(true);
    this.#redraw();
  }

  /** Looks, with what was to be at a point of the plot of before there: ticks of other lengths move its edges. */
  #lookAbout(window: Window | null, { x, y }: Point): void {
    const before = this.#place();
    this.#look(window);
    const now = this.#place();
    const right = x - (before.left + x * before.plotWidth - now.left) / now.plotWidth;
    const down = y - (before.top + y * before.plotHeight - now.top) / now.plotHeight;
    if (right !== 0 || down !== 0) this.#look(moved(this.#chart, right, down));
  }

  #showAll(): void {
    this.#window = null;
    this.#controls.showZoomed(false);
    this.#redraw();
    this.#plot.focus({ preventScroll: true });
  }

  #choose(axis: Axis, scale: AxisScale): void {
    this.#scales = { ...this.#scales, [axis]: scale };
    this.#window = null;
    this.#controls.showZoomed(false);
    this.#plot.setAttribute("aria-label", chartSummary(this.#drawn()));
    this.#redraw();
  }

  /** @returns whether the series shows now */
  #toggle(series: number): boolean {
    if (!this.#hidden.delete(series)) this.#hidden.add(series);
    this.#redraw();
    return !this.#hidden.has(series);
  }

  /** Fewer points may be left to stand on. */
  #stillThere(stand: Stand): Stand | null {
    const points = this.#chart.data.datasets[stand.dataset]?.data.length ?? 0;
    return stand.index < points ? stand : null;
  }

  #point(next: Stand | null): void {
    this.#stand = next;
    const active = next === null ? [] : [{ datasetIndex: next.dataset, index: next.index }];
    this.#chart.setActiveElements(active);
    this.#chart.tooltip?.setActiveElements(active, { x: 0, y: 0 });
    this.#chart.update("none");
  }

  #speak(): void {
    const dataset =
      this.#stand === null ? undefined : this.#chart.data.datasets[this.#stand.dataset];
    const payload = this.#drawn();
    const said =
      dataset === undefined || this.#stand === null
        ? null
        : spokenOf(payload, { dataset, dataIndex: this.#stand.index });
    this.#spoken.textContent = said === null ? "" : pointWords(payload, said.series, said.index);
  }

  /** @returns whether the chord is one of ours; it has acted then. */
  #acts(chord: string): boolean {
    const look = ZOOM_KEYS.get(chord);
    if (look !== undefined) {
      this.#look(look(this.#chart));
      return true;
    }
    if (chord === "0" && this.#window !== null) {
      this.#showAll();
      return true;
    }
    const leaves = chord === "Escape" && this.#stand !== null;
    const next = walked(this.#chart, this.#stand, chord);
    if (next === null && !leaves) return false;
    this.#point(next);
    this.#speak();
    return true;
  }

  #listen(): void {
    const stopListening = listen({
      figure: this.#plot,
      places: () => [this.#place()],
      actions: {
        look: () => undefined,
        pin: () => undefined,
        pan: (right, down) =>
          this.#lookAbout(moved(this.#chart, right, down), { x: 0.5 - right, y: 0.5 - down }),
        zoom: (factor, at) => this.#lookAbout(zoomed(this.#chart, factor, at), at),
        press: (chord) => this.#acts(chord),
      },
    });
    const stop = new AbortController();
    const leave = () => {
      this.#point(null);
      this.#speak();
    };
    this.#plot.addEventListener("blur", leave, { signal: stop.signal });
    const themeChanged = () => {
      this.#controls = this.#words();
      this.#redraw();
    };
    this.#undo.push(stopListening, () => stop.abort(), onThemeChange(themeChanged));
  }

  #place(): Plot {
    const { left, top, width, height } = this.#chart.chartArea;
    return { left, top, plotWidth: width, plotHeight: height };
  }
}
