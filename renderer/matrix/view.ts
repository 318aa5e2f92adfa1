/** Matrices as heat maps with axes, colour bars, cursor and words. */
import { panelGrid } from "../../engine/display/drawing/panels.js";
import { html, svg } from "../dom.js";
import type { Dispose, Host } from "../mount.js";
import type { ReadLayer, ReadMatrix } from "../payload/matrix.js";
import { toolbar } from "../toolbar/toolbar.js";
import { arrange, GIVEN, isComplete, orderNames, type Arrangement } from "./arrangement.js";
import { highestZoom, panned, showing, WHOLE, zoomed, type Camera } from "./camera.js";
import { barCanvas, barPointer } from "./color-bar.js";
import { footer, header, sliders, type Choices, type Offered } from "./controls.js";
import { cellFrame, crosshair, type Spot } from "./crosshair.js";
import { moved, type Cell } from "./cursor.js";
import { barMarks, frameMarks, placeIn } from "./figure.js";
import { exportsOf } from "./give-away.js";
import { listen, type Point } from "./interaction.js";
import { panelLayout, type Layout } from "./layout.js";
import { paintScene } from "./paint.js";
import { PaintedCanvases } from "./painted.js";
import { detailOf, valueAt, type Detail } from "./picture-source.js";
import { profiles } from "./profiles.js";
import { readout, valueWords } from "./readout.js";
import { offeredColors, scaleOf, type LayerScale } from "./scales.js";
import { spokenSummary } from "./summary.js";
import { Tiles } from "./tiles.js";

const HINT =
  "Hover or use the arrow keys to read values, click or Enter to pin one; + − and Ctrl+wheel zoom, 0 shows all.";
/** Zoom by one key. */
const KEY_ZOOM = 1.5;
const MIDDLE: Point = { x: 0.5, y: 0.5 };

export function matrixView(read: ReadMatrix, root: HTMLElement, host: Host): Dispose {
  const [rows, cols] = read.payload.shape;
  if (rows === 0 || cols === 0) {
    root.append(
      header(read, { kinds: [], ranges: [], summaries: [], orders: [] }, () => undefined),
      footer(read),
    );
    return () => undefined;
  }
  const view = new MatrixView(read, root, host);
  return () => view.dispose();
}

/** A panel as it stands: where, of which layer, in which colours. */
interface Shown {
  readonly name: string;
  readonly layer: ReadLayer;
  readonly place: Layout;
  readonly colors: LayerScale;
  readonly canvas: HTMLCanvasElement;
  readonly panel: ReturnType<typeof panelGrid>["panels"][number];
}

class MatrixView {
  readonly #read: ReadMatrix;
  readonly #root: HTMLElement;
  readonly #host: Host;
  readonly #figure: HTMLElement;
  readonly #frame = svg("svg", { "aria-hidden": "true" });
  readonly #bars = svg("svg", { "aria-hidden": "true" });
  readonly #overlay = svg("svg", { "aria-hidden": "true" });
  readonly #words = html("p", { className: "readout" });
  readonly #spoken = html("p", { className: "spoken", ariaLive: "polite" });
  readonly #profiles = html("div", { className: "profiles" });
  readonly #tiles: Tiles;
  readonly #painted = new PaintedCanvases();
  readonly #undo: Dispose[] = [];
  readonly #at: number[];
  #choices: Choices = { kind: "linear", range: "full", summary: "mean", orderName: "given" };
  #order: Arrangement = GIVEN;
  #camera: Camera = WHOLE;
  #cursor: Cell | null = null;
  #pinned: Cell | null = null;
  #place: Layout;
  #panels: readonly Shown[] = [];
  #frameAsked = 0;

  constructor(read: ReadMatrix, root: HTMLElement, host: Host) {
    this.#read = read;
    this.#root = root;
    this.#host = host;
    this.#at = read.payload.axes.map(() => 0);
    this.#tiles = new Tiles(host.messaging, () => this.#later());
    this.#figure = focusable(spokenSummary(read));
    this.#place = this.#newPlace();
    const { messaging } = host;
    const exports = exportsOf({
      read,
      figure: this.#figure,
      messaging,
      layer: () => this.#panels[0]?.layer ?? (read.layers[0] as ReadLayer),
    });
    const head = header(read, this.#offered(), (change) => void this.#choose(change));
    head.append(toolbar(exports, host));
    const slides = sliders(read.payload.axes, (axis, entry) => this.#slide(axis, entry));
    root.append(
      head,
      ...slides,
      this.#figure,
      this.#words,
      this.#profiles,
      footer(read),
      this.#spoken,
    );
    this.#build();
    this.#listen();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frameAsked);
    for (const undo of this.#undo) undo();
  }

  #listen(): void {
    const actions = {
      look: (point: Point | null) => this.#look(point === null ? null : this.#cellAt(point)),
      pin: (point: Point) => this.#pin(this.#cellAt(point)),
      pan: (x: number, y: number) => this.#move(panned(this.#camera, this.#extent, x, y)),
      zoom: (factor: number, at: Point) => this.#zoom(factor, at),
      press: (chord: string) => this.#press(chord),
    };
    const places = () => this.#panels.map(({ place }) => place);
    this.#undo.push(listen({ figure: this.#figure, places, actions }));
    const resized = new ResizeObserver(() => {
      const next = this.#newPlace();
      const { cellWidth, cellHeight } = this.#place;
      if (next.cellWidth === cellWidth && next.cellHeight === cellHeight) return;
      this.#place = next;
      this.#build();
    });
    resized.observe(this.#root);
    this.#undo.push(() => resized.disconnect());
  }

  get #extent() {
    const [rows, cols] = this.#read.payload.shape;
    return { rows, cols };
  }

  /** Whether the session can be asked for more than the previews. */
  get #reachable(): boolean {
    return this.#read.layers.every(({ key }) => this.#tiles.holds(key));
  }

  #offered(): Offered {
    const reachable = this.#reachable;
    const coarse = reachable && !isComplete(this.#read);
    return {
      ...offeredColors(this.#read),
      summaries: coarse ? ["mean", "peak"] : ["mean"],
      orders: orderNames(this.#read, { reachable }),
    };
  }

  get #grid() {
    return panelGrid(this.#read.payload.axes, this.#at);
  }

  #newPlace(): Layout {
    const { rows, cols, panels } = this.#grid;
    return placeIn(this.#root, this.#read, { rows, cols, named: panels.length > 1 });
  }

  /** Everything anew: at first, for another size, other colours or another layer. */
  #build(): void {
    const { rows, cols, panels } = this.#grid;
    const { width, height } = this.#place;
    Object.assign(this.#figure.style, { width: `${cols * width}px`, height: `${rows * height}px` });
    this.#panels = panels.flatMap((panel): Shown[] => {
      const layer = this.#read.layers[panel.layer];
      if (layer === undefined) return [];
      const place = panelLayout(this.#place, panel.row, panel.col);
      const colors = scaleOf(this.#read, panel.layer, this.#choices);
      return [{ name: colors.name, layer, place, colors, canvas: plotCanvas(place), panel }];
    });
    const canvases = this.#panels.flatMap(({ canvas, place, colors }) => [
      canvas,
      barCanvas(colors.scale, place),
    ]);
    const drawings = [this.#frame, this.#bars, this.#overlay];
    const size = { width: `${cols * width}px`, height: `${rows * height}px` };
    for (const each of drawings) Object.assign(each.style, size);
    this.#bars.replaceChildren(
      ...this.#panels.flatMap(({ colors, place }) => barMarks(colors, place)),
    );
    this.#figure.replaceChildren(...canvases, ...drawings);
    this.#paint("first");
  }

  /** In the next frame, however often it is asked. */
  #later(): void {
    if (this.#frameAsked !== 0) return;
    this.#frameAsked = requestAnimationFrame(() => {
      this.#frameAsked = 0;
      this.#paint("moving");
    });
  }

  /** What moves with the camera; nothing that was coloured is coloured anew. */
  #paint(frame: "first" | "moving"): void {
    const detail = this.#detail();
    const { payload } = this.#read;
    this.#tiles.begin();
    this.#painted.beginFrame(frame);
    for (const { canvas, layer, colors, name } of this.#panels) {
      const { scale } = colors;
      const [camera, choice] = [this.#camera, this.#choice];
      const caches = { tiles: this.#tiles, painted: this.#painted };
      paintScene(canvas, {
        read: this.#read,
        layer,
        choice,
        camera,
        detail,
        scale,
        name,
        ...caches,
      });
    }
    this.#tiles.request();
    const seen = { payload, camera: this.#camera, order: this.#order };
    this.#frame.replaceChildren(
      ...this.#panels.flatMap(({ panel, place }) => frameMarks(seen, panel, place)),
    );
    this.#mark();
    // A finger scrolls the notebook until there is something to move in here.
    this.#figure.style.touchAction = this.#camera.zoom > 1 ? "none" : "pan-y";
    if (this.#painted.waits) this.#later();
  }

  get #choice() {
    return { order: this.#order, summary: this.#choices.summary };
  }

  #detail(): Detail {
    const where = { camera: this.#camera, place: this.#place, reachable: this.#reachable };
    return detailOf(this.#read, this.#choice, { ...where, density: window.devicePixelRatio });
  }

  /** What follows the pointer. */
  #mark(): void {
    const cell = this.#cursor ?? this.#pinned;
    this.#overlay.replaceChildren(...this.#panels.flatMap((panel) => this.#cursorMarks(panel)));
    const hint = html("span", { className: "hint" }, HINT);
    this.#words.replaceChildren(...(cell === null ? [hint] : this.#readout(cell)));
    this.#showProfiles(this.#pinned);
  }

  #cursorMarks({ place, layer, colors }: Shown): SVGElement[] {
    const cell = this.#cursor ?? this.#pinned;
    if (cell === null) return [];
    const spot = this.#spot(cell, place);
    const pinned = this.#pinned === null ? null : this.#spot(this.#pinned, place);
    const value = this.#value(layer, cell);
    return [
      ...(spot === null ? [] : crosshair(place, spot)),
      ...(pinned === null ? [] : cellFrame(place, pinned)),
      ...(this.#cursor === null || spot === null ? [] : cellFrame(place, spot)),
      ...(value !== null && Number.isFinite(value) ? [barPointer(colors.scale, place, value)] : []),
    ];
  }

  /** Null when the cell is out of sight. */
  #spot({ row, col }: Cell, { plotWidth, plotHeight }: Layout): Spot | null {
    const { rows, cols } = this.#detail();
    const { zoom, left, top } = this.#camera;
    const [wide, high] = [(plotWidth * zoom) / cols.length, (plotHeight * zoom) / rows.length];
    const [i, j] = [rows.cellOf(row), cols.cellOf(col)];
    const x = (cols.start(j) - left) * wide;
    const y = (rows.start(i) - top) * high;
    const width = (cols.start(j + 1) - cols.start(j)) * wide;
    const height = (rows.start(i + 1) - rows.start(i)) * high;
    const outside = x + width <= 0 || y + height <= 0 || x >= plotWidth || y >= plotHeight;
    return outside ? null : { x, y, width, height };
  }

  #value(layer: ReadLayer, { row, col }: Cell): number | null {
    const where = { detail: this.#detail(), row, col, tiles: this.#tiles };
    return valueAt(this.#read, layer, this.#choice, where);
  }

  #readout(cell: Cell): HTMLElement[] {
    const { where, labels } = readout(this.#read.payload, cell, {
      ...this.#detail(),
      ...this.#choice,
    });
    const values = this.#panels.map(({ layer, panel }) => {
      const words = valueWords(this.#value(layer, cell));
      return panel.name === "" ? words : `${panel.name} ${words}`;
    });
    const place = labels === "" ? where : `${where} · ${labels}`;
    return [
      html("strong", {}, values.join(" · ")),
      html("span", { className: "where" }, `  ${place}`),
    ];
  }

  /** Of the pinned cell, along what is seen of its row and its column. */
  #showProfiles(cell: Cell | null): void {
    const [first] = this.#panels;
    if (cell === null || first === undefined) return this.#profiles.replaceChildren();
    const detail = this.#detail();
    const { zoom, left, top } = this.#camera;
    const across = { grid: detail.cols, from: left, to: left + detail.cols.length / zoom };
    const down = { grid: detail.rows, from: top, to: top + detail.rows.length / zoom };
    const value = (row: number, col: number) => this.#value(first.layer, { row, col });
    this.#profiles.replaceChildren(
      profiles("row", across, (col) => value(cell.row, col), first.colors.scale),
      profiles("column", down, (row) => value(row, cell.col), first.colors.scale),
    );
  }

  /** The first entry of the cell under a point of a plot. */
  #cellAt({ x, y }: Point): Cell {
    const { rows, cols } = this.#detail();
    const { zoom, left, top } = this.#camera;
    const entry = (from: number, share: number, length: number) =>
      Math.max(0, Math.min(length - 1, Math.floor(from + (share * length) / zoom)));
    return {
      row: rows.start(rows.cellOf(entry(top, y, rows.length))),
      col: cols.start(cols.cellOf(entry(left, x, cols.length))),
    };
  }

  #look(cell: Cell | null): void {
    this.#cursor = cell;
    this.#mark();
  }

  /** Pins a cell; the pinned one is let go. */
  #pin(cell: Cell | null): void {
    const same = cell?.row === this.#pinned?.row && cell?.col === this.#pinned?.col;
    this.#pinned = same ? null : cell;
    this.#mark();
  }

  #move(camera: Camera): void {
    this.#camera = camera;
    this.#later();
  }

  #zoom(factor: number, at: Point): void {
    const highest = highestZoom(this.#extent, this.#place);
    this.#move(zoomed(this.#camera, this.#extent, { factor, ...at, highest }));
  }

  #press(chord: string): boolean {
    switch (chord) {
      case "Escape":
        if ((this.#cursor ?? this.#pinned) === null) return false;
        this.#pinned = null;
        this.#look(null);
        return true;
      case "Enter":
      case " ":
        this.#pin(this.#cursor);
        return true;
      case "+":
      case "=":
      case "Shift++":
        this.#zoom(KEY_ZOOM, this.#pointOf(this.#cursor));
        return true;
      case "-":
        this.#zoom(1 / KEY_ZOOM, this.#pointOf(this.#cursor));
        return true;
      case "0":
        this.#move(WHOLE);
        return true;
      default:
        return this.#walk(chord);
    }
  }

  #pointOf(cell: Cell | null): Point {
    const spot = cell === null ? null : this.#spot(cell, this.#place);
    if (spot === null) return MIDDLE;
    const { plotWidth, plotHeight } = this.#place;
    return { x: (spot.x + spot.width / 2) / plotWidth, y: (spot.y + spot.height / 2) / plotHeight };
  }

  /** By cells of what is seen; the camera follows. */
  #walk(chord: string): boolean {
    const { rows, cols } = this.#detail();
    const at = this.#cursor ?? this.#pinned;
    const extent = { rows: rows.cells, cols: cols.cells };
    const from = {
      row: rows.cellOf(at?.row ?? Math.ceil(this.#camera.top)),
      col: cols.cellOf(at?.col ?? Math.ceil(this.#camera.left)),
    };
    const to = moved(from, chord, extent);
    if (to === null) return false;
    const { row, col } = at === null ? from : to;
    this.#cursor = { row: rows.start(row), col: cols.start(col) };
    const { row: entryRow, col: entryCol } = this.#cursor;
    this.#camera = showing(this.#camera, this.#extent, entryRow, entryCol);
    this.#paint("moving");
    this.#spoken.replaceChildren(...this.#readout(this.#cursor));
    return true;
  }

  #slide(axis: number, entry: number): void {
    this.#at[axis] = entry;
    this.#build();
  }

  async #choose(change: Partial<Choices>): Promise<void> {
    this.#choices = { ...this.#choices, ...change };
    if (change.orderName !== undefined) await this.#arrange(change.orderName);
    this.#build();
  }

  async #arrange(name: Choices["orderName"]): Promise<void> {
    const layer = this.#panels[0]?.layer;
    if (layer === undefined) return;
    this.#figure.ariaBusy = "true";
    try {
      const { messaging } = this.#host;
      const order = await arrange(name, this.#read, { layer, messaging });
      // Meanwhile another may have been chosen.
      if (this.#choices.orderName === name) this.#order = order;
      this.#pinned = null;
    } catch (error) {
      this.#order = GIVEN;
      this.#words.textContent = `That order cannot be had: ${(error as Error).message}`;
    } finally {
      this.#figure.ariaBusy = "false";
    }
  }
}

function plotCanvas({ left, top, plotWidth, plotHeight }: Layout): HTMLCanvasElement {
  const density = window.devicePixelRatio;
  const canvas = html("canvas", {
    className: "cells",
    width: Math.round(plotWidth * density),
    height: Math.round(plotHeight * density),
  });
  Object.assign(canvas.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${plotWidth}px`,
    height: `${plotHeight}px`,
  });
  return canvas;
}

function focusable(summary: string): HTMLElement {
  const figure = html("div", { className: "figure", tabIndex: 0, role: "application" });
  figure.setAttribute("aria-roledescription", "heat map");
  figure.setAttribute("aria-label", summary);
  figure.setAttribute("aria-description", HINT);
  return figure;
}
