/** Pointer, wheel and keys on the figure. */
import { chordOf } from "./chord.js";
import type { Dispose } from "./mount.js";
import type { Layout } from "./matrix/layout.js";

/** A point of a plot, in shares of its width and height. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Actions {
  look(point: Point | null): void;
  pin(point: Point): void;
  /** Moves what is seen by shares of the plot. */
  pan(x: number, y: number): void;
  zoom(factor: number, at: Point): void;
  /** @returns whether the chord is one of ours; it has acted then. */
  press(chord: string): boolean;
}

/** Where a plot lies in its figure, CSS pixels. */
export type Plot = Pick<Layout, "left" | "top" | "plotWidth" | "plotHeight">;

export interface Interaction {
  readonly figure: HTMLElement;
  /** Of every panel. */
  readonly places: () => readonly Plot[];
  readonly actions: Actions;
}

/** A pointer that moved less has clicked. */
const CLICK_PIXELS = 4;
/** Zoom by one notch of a wheel (100 pixels) and by one key. */
const WHEEL_RATE = 0.002;
const LINE_PIXELS = 16;
const DOUBLE_CLICK = 2;

export function listen(interaction: Interaction): Dispose {
  const { figure, actions } = interaction;
  const stop = new AbortController();
  const { signal } = stop;
  listenToPointers(interaction, signal);
  const wheel = (event: WheelEvent) => turn(event, interaction);
  figure.addEventListener("wheel", wheel, { signal, passive: false });
  const twice = (event: MouseEvent) => {
    const at = pointUnder(event, interaction);
    if (at !== null) actions.zoom(DOUBLE_CLICK, at);
  };
  figure.addEventListener("dblclick", twice, { signal });
  figure.addEventListener("pointerleave", () => actions.look(null), { signal });
  figure.addEventListener("blur", () => actions.look(null), { signal });
  const press = (event: KeyboardEvent) => {
    if (!actions.press(chordOf(event))) return;
    event.preventDefault();
    event.stopPropagation();
  };
  figure.addEventListener("keydown", press, { signal });
  return () => stop.abort();
}

/** The wheel scrolls the notebook until the figure has the focus; with Ctrl (a pinch, too) it always zooms. */
function turn(event: WheelEvent, interaction: Interaction): void {
  const { figure, actions } = interaction;
  const at = pointUnder(event, interaction);
  if (at === null || !(event.ctrlKey || document.activeElement === figure)) return;
  event.preventDefault();
  const pixels =
    event.deltaMode === event.DOM_DELTA_LINE ? event.deltaY * LINE_PIXELS : event.deltaY;
  actions.zoom(Math.exp(-pixels * WHEEL_RATE), at);
}

interface Held {
  readonly startX: number;
  readonly startY: number;
  x: number;
  y: number;
}

function listenToPointers(interaction: Interaction, signal: AbortSignal): void {
  const { figure, actions } = interaction;
  const held = new Map<number, Held>();
  let dragged = false;
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || pointUnder(event, interaction) === null) return;
    if (held.size === 0) dragged = false;
    const { clientX: x, clientY: y } = event;
    held.set(event.pointerId, { startX: x, startY: y, x, y });
    figure.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    const pointer = held.get(event.pointerId);
    if (pointer === undefined) return actions.look(pointUnder(event, interaction));
    const far = Math.hypot(event.clientX - pointer.startX, event.clientY - pointer.startY);
    dragged ||= far > CLICK_PIXELS;
    if (!dragged) return;
    const before = { x: pointer.x, y: pointer.y };
    Object.assign(pointer, { x: event.clientX, y: event.clientY });
    const others = [...held.values()].filter((other) => other !== pointer);
    drag(interaction, before, pointer, others[0] ?? null);
  };
  const up = (event: PointerEvent) => {
    if (!held.delete(event.pointerId) || dragged) return;
    const at = pointUnder(event, interaction);
    if (at !== null) actions.pin(at);
  };
  figure.addEventListener("pointerdown", down, { signal });
  figure.addEventListener("pointermove", move, { signal });
  figure.addEventListener("pointerup", up, { signal });
  figure.addEventListener("pointercancel", (event) => held.delete(event.pointerId), { signal });
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** One pointer pans; two zoom about their middle. */
function drag(interaction: Interaction, before: Place, now: Place, other: Place | null): void {
  const [place] = interaction.places();
  if (place === undefined) return;
  const { actions, figure } = interaction;
  if (other === null) {
    const x = (before.x - now.x) / place.plotWidth;
    return actions.pan(x, (before.y - now.y) / place.plotHeight);
  }
  const apart = (a: Place) => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
  const corner = figure.getBoundingClientRect();
  const at = pointAt(
    interaction.places(),
    (now.x + other.x) / 2 - corner.left,
    (now.y + other.y) / 2 - corner.top,
  );
  if (at !== null) actions.zoom(apart(now) / apart(before), at);
}

function pointUnder(event: MouseEvent, { figure, places }: Interaction): Point | null {
  const corner = figure.getBoundingClientRect();
  return pointAt(places(), event.clientX - corner.left, event.clientY - corner.top);
}

/** Null outside of every plot. */
export function pointAt(places: readonly Plot[], x: number, y: number): Point | null {
  for (const { left, top, plotWidth, plotHeight } of places) {
    const point = { x: (x - left) / plotWidth, y: (y - top) / plotHeight };
    if (point.x >= 0 && point.x < 1 && point.y >= 0 && point.y < 1) return point;
  }
  return null;
}
