/** Where the camera stands, which cell is looked at and which is pinned, and how pointer and keys move them. */
import { highestZoom, panned, showing, WHOLE, zoomed, type Camera } from "./camera.js";
import { moved, type Cell } from "./cursor.js";
import type { Actions, Point } from "../interaction.js";
import { pressed } from "./keys.js";
import type { Layout } from "./layout.js";
import type { Detail } from "./picture-source.js";
import type { LookedAt } from "./reading.js";
import { cellUnder, pointOf } from "./where.js";

/** What the gaze needs to know, and whom it tells. */
export interface Surface {
  readonly detail: () => Detail;
  readonly place: () => Layout;
  /** The camera moved. */
  readonly moved: () => void;
  readonly looked: (cell: Cell | null) => void;
  readonly pinned: (cell: Cell | null) => void;
  /** A key led to a cell. */
  readonly walked: (cell: Cell) => void;
}

export class Gaze implements LookedAt, Actions {
  readonly #surface: Surface;
  camera: Camera = WHOLE;
  cursor: Cell | null = null;
  pinned: Cell | null = null;

  constructor(surface: Surface) {
    this.#surface = surface;
  }

  look(point: Point | null): void {
    this.#lookAt(point === null ? null : cellUnder(point, this.#sight));
  }

  pin(point: Point): void {
    this.#pinAt(cellUnder(point, this.#sight));
  }

  pan(x: number, y: number): void {
    this.#move(panned(this.camera, this.#extent, x, y));
  }

  zoom(factor: number, at: Point): void {
    const highest = highestZoom(this.#extent, this.#surface.place());
    this.#move(zoomed(this.camera, this.#extent, { factor, ...at, highest }));
  }

  press(chord: string): boolean {
    return pressed(chord, {
      release: () => this.#release(),
      pin: () => this.#pinAt(this.cursor),
      zoom: (factor) => this.zoom(factor, pointOf(this.cursor, this.#sight, this.#surface.place())),
      showAll: () => this.#move(WHOLE),
      walk: (step) => this.#walk(step),
    });
  }

  get #sight() {
    return { camera: this.camera, detail: this.#surface.detail() };
  }

  get #extent() {
    const { rows, cols } = this.#surface.detail();
    return { rows: rows.length, cols: cols.length };
  }

  #move(camera: Camera): void {
    this.camera = camera;
    this.#surface.moved();
  }

  #lookAt(cell: Cell | null): void {
    this.cursor = cell;
    this.#surface.looked(cell);
  }

  /** Pins a cell; the pinned one is let go. */
  #pinAt(cell: Cell | null): void {
    const same = cell?.row === this.pinned?.row && cell?.col === this.pinned?.col;
    this.pinned = same ? null : cell;
    this.#surface.pinned(this.pinned);
  }

  #release(): boolean {
    if ((this.cursor ?? this.pinned) === null) return false;
    if (this.pinned !== null) this.#pinAt(null);
    this.#lookAt(null);
    return true;
  }

  /** By cells of what is seen; the camera follows. */
  #walk(chord: string): boolean {
    const { rows, cols } = this.#surface.detail();
    const at = this.cursor ?? this.pinned;
    const from = {
      row: rows.cellOf(at?.row ?? Math.ceil(this.camera.top)),
      col: cols.cellOf(at?.col ?? Math.ceil(this.camera.left)),
    };
    const to = moved(from, chord, { rows: rows.cells, cols: cols.cells });
    if (to === null) return false;
    const { row, col } = at === null ? from : to;
    const cell = { row: rows.start(row), col: cols.start(col) };
    this.camera = showing(this.camera, this.#extent, cell.row, cell.col);
    this.#lookAt(cell);
    this.#surface.walked(cell);
    return true;
  }
}
