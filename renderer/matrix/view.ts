/** Matrices as heat maps with axes, colour bars, cursor and words. */
import { panelGrid } from "../../engine/display/drawing/panels.js";
import { announceLook, hearLooks, type Entry } from "../linked.js";
import type { Dispose, Host } from "../mount.js";
import type { ReadLayer, ReadMatrix } from "../payload/matrix.js";
import { toolbar } from "../toolbar/toolbar.js";
import { arrange, GIVEN, isComplete, orderNames, type Arrangement } from "./arrangement.js";
import { footer, header, sliders, type Choices, type Offered } from "./controls.js";
import type { Cell } from "./cursor.js";
import { Drawing } from "./drawing.js";
import { placeIn } from "./figure.js";
import { Gaze } from "./gaze.js";
import { exportsOf } from "./give-away.js";
import { listen } from "../interaction.js";
import type { Layout } from "./layout.js";
import { detailOf, type Detail } from "./picture-source.js";
import { entryAt, placeOf } from "./place-of.js";
import { Reading, type Seen } from "./reading.js";
import { offeredColors } from "./scales.js";
import { SpectralFacts } from "./spectral-facts.js";
import { Tiles } from "./tiles.js";

/** What a view that is part of a larger one tells it: the entry looked at, and the pinned one. */
export interface Listener {
  readonly look?: (entry: Entry | null) => void;
  readonly pin?: (entry: Entry | null) => void;
}

export function matrixView(read: ReadMatrix, root: HTMLElement, host: Host): Dispose {
  const [rows, cols] = read.payload.shape;
  if (rows === 0 || cols === 0) {
    const nothing = { kinds: [], ranges: [], summaries: [], orders: [] };
    root.append(
      header(read, nothing, () => undefined),
      footer(read),
    );
    return () => undefined;
  }
  const view = new MatrixView(read, root, host, null);
  return () => view.dispose();
}

export class MatrixView {
  readonly #read: ReadMatrix;
  readonly #root: HTMLElement;
  readonly #host: Host;
  readonly #listener: Listener | null;
  /** By which the session and other views know the layers. */
  readonly #keys: readonly string[];
  readonly #drawing: Drawing;
  readonly #reading = new Reading();
  readonly #facts: SpectralFacts;
  readonly #gaze: Gaze;
  readonly #tiles: Tiles;
  readonly #undo: Dispose[] = [];
  /** Entry of each axis at which its slider stands. */
  readonly #at: number[];
  #choices: Choices = { kind: "linear", range: "full", summary: "mean", orderName: "given" };
  #order: Arrangement = GIVEN;
  #place: Layout;
  #frameAsked = 0;

  /** @param listener - of the view that this one is a part of; null when it stands alone */
  constructor(read: ReadMatrix, root: HTMLElement, host: Host, listener: Listener | null) {
    this.#read = read;
    this.#root = root;
    this.#host = host;
    this.#listener = listener;
    this.#keys = [...new Set(read.layers.flatMap(({ key }) => (key === null ? [] : [key])))];
    this.#at = read.payload.axes.map(() => 0);
    this.#tiles = new Tiles(host.messaging, () => this.#later());
    this.#drawing = new Drawing(read);
    this.#facts = new SpectralFacts(read, host.messaging);
    this.#place = this.#newPlace();
    this.#gaze = this.#newGaze();
    const { words, profiles, spoken } = this.#reading;
    const { figure } = this.#drawing;
    root.append(this.#head(), ...this.#slides(), figure, words, profiles, footer(read), spoken);
    this.#build();
    this.#listen();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frameAsked);
    for (const undo of this.#undo) undo();
  }

  /** Looks at an entry without telling anybody. */
  follow(entry: Entry | null): void {
    this.#gaze.cursor = entry === null ? null : placeOf(this.#order, entry, this.#read.payload);
    this.#mark();
  }

  #newGaze(): Gaze {
    return new Gaze({
      detail: () => this.#detail,
      place: () => this.#place,
      moved: () => this.#later(),
      looked: (cell) => this.#looked(cell),
      pinned: (cell) => {
        this.#mark();
        this.#listener?.pin?.(cell === null ? null : entryAt(this.#order, cell));
      },
      walked: (cell) => {
        this.#paint("moving");
        this.#reading.speak(this.#seen, this.#drawing.panels, cell);
      },
    });
  }

  #looked(cell: Cell | null): void {
    this.#mark();
    const entry = cell === null ? null : entryAt(this.#order, cell);
    this.#listener?.look?.(entry);
    for (const key of this.#keys) announceLook(key, entry, this);
  }

  #head(): HTMLElement {
    const { messaging } = this.#host;
    const exports = exportsOf({
      read: this.#read,
      figure: this.#drawing.figure,
      messaging,
      layer: () => this.#drawing.panels[0]?.layer ?? (this.#read.layers[0] as ReadLayer),
    });
    const head = header(this.#read, this.#offered(), (change) => void this.#choose(change));
    if (this.#listener === null) head.querySelector(".facts")?.after(this.#facts.element);
    head.append(toolbar(exports, this.#host));
    return head;
  }

  #slides(): HTMLElement[] {
    return sliders(this.#read.payload.axes, (axis, entry) => {
      this.#at[axis] = entry;
      this.#build();
    });
  }

  #listen(): void {
    const places = () => this.#drawing.panels.map(({ place }) => place);
    this.#undo.push(listen({ figure: this.#drawing.figure, places, actions: this.#gaze }));
    const resized = new ResizeObserver(() => this.#fit());
    resized.observe(this.#root);
    this.#undo.push(() => resized.disconnect());
    for (const key of this.#keys)
      this.#undo.push(hearLooks(key, this, (entry) => this.follow(entry)));
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

  /** To another width of the output. */
  #fit(): void {
    const next = this.#newPlace();
    const { cellWidth, cellHeight } = this.#place;
    if (next.cellWidth === cellWidth && next.cellHeight === cellHeight) return;
    this.#place = next;
    this.#build();
  }

  #build(): void {
    this.#drawing.build(this.#read, this.#grid, this.#place, this.#choices);
    this.#facts.show(this.#drawing.panels);
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

  #paint(frame: "first" | "moving"): void {
    const waits = this.#drawing.paint(this.#seen, frame);
    this.#mark();
    if (waits) this.#later();
  }

  get #choice() {
    return { order: this.#order, summary: this.#choices.summary };
  }

  get #detail(): Detail {
    const where = { camera: this.#gaze.camera, place: this.#place, reachable: this.#reachable };
    return detailOf(this.#read, this.#choice, { ...where, density: window.devicePixelRatio });
  }

  get #seen(): Seen {
    const [camera, detail, choice] = [this.#gaze.camera, this.#detail, this.#choice];
    return { read: this.#read, tiles: this.#tiles, camera, detail, choice };
  }

  /** What follows the pointer. */
  #mark(): void {
    const seen = this.#seen;
    this.#drawing.mark(seen, this.#gaze);
    this.#reading.show(seen, this.#drawing.panels, this.#gaze);
  }

  async #choose(change: Partial<Choices>): Promise<void> {
    this.#choices = { ...this.#choices, ...change };
    if (change.orderName !== undefined) await this.#arrange(change.orderName);
    this.#build();
  }

  async #arrange(name: Choices["orderName"]): Promise<void> {
    const layer = this.#drawing.panels[0]?.layer;
    if (layer === undefined) return;
    const { figure } = this.#drawing;
    figure.ariaBusy = "true";
    try {
      const { messaging } = this.#host;
      const order = await arrange(name, this.#read, { layer, messaging });
      // Meanwhile another may have been chosen.
      if (this.#choices.orderName === name) this.#order = order;
      this.#gaze.pinned = null;
    } catch (error) {
      this.#order = GIVEN;
      this.#reading.words.textContent = `That order cannot be had: ${(error as Error).message}`;
    } finally {
      figure.ariaBusy = "false";
    }
  }
}
