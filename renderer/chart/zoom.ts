/** Zooming and panning: by chartjs-plugin-zoom for wheel and pointers, by keys through its calls. */
import type { Chart, Scale } from "chart.js";
import type { ZoomPluginOptions } from "chartjs-plugin-zoom/types/options.js";
import type { Window } from "../../engine/display/drawing/chart-options.js";

export interface ZoomActions {
  /** Whether the wheel is the chart's, and not the notebook's to scroll. */
  readonly mayTurn: (event: { readonly ctrlKey: boolean }) => boolean;
  readonly moved: () => void;
}

const WHEEL_SPEED = 0.1;
/** A pointer that moved less has clicked. */
const CLICK_PIXELS = 4;

export function zoomOptions({ mayTurn, moved }: ZoomActions): ZoomPluginOptions {
  return {
    pan: { enabled: true, mode: "xy", threshold: CLICK_PIXELS, onPan: moved },
    zoom: {
      mode: "xy",
      wheel: { enabled: true, speed: WHEEL_SPEED },
      pinch: { enabled: true },
      onZoom: moved,
      onZoomStart: ({ event }) => !isWheel(event) || mayTurn(event),
    },
  };
}

const isWheel = (event: object): event is WheelEvent =>
  "deltaY" in event && "ctrlKey" in event && "type" in event && event.type === "wheel";

/** What both scales show now. */
export function windowOf({ scales }: Chart<"line">): Window | null {
  const { x, y } = scales;
  return x === undefined || y === undefined ? null : { x: ends(x), y: ends(y) };
}

const ends = ({ min, max }: Scale) => ({ min, max });

const KEY_ZOOM = 1.3;
/** A share of the plot. */
const KEY_PAN = 0.15;

type Move = (chart: Chart<"line">) => void;

const zoomed =
  (factor: number): Move =>
  (chart) =>
    chart.zoom(factor);

/** @param right, down - shares of the plot that the look moves by */
const panned =
  (right: number, down: number): Move =>
  (chart) => {
    const { width, height } = chart.chartArea;
    chart.pan({ x: -right * width, y: -down * height });
  };

/** What chords do to what is seen. */
export const ZOOM_KEYS: ReadonlyMap<string, Move> = new Map([
  ["+", zoomed(KEY_ZOOM)],
  ["Shift++", zoomed(KEY_ZOOM)],
  ["=", zoomed(KEY_ZOOM)],
  ["-", zoomed(1 / KEY_ZOOM)],
  ["Alt+ArrowLeft", panned(-KEY_PAN, 0)],
  ["Alt+ArrowRight", panned(KEY_PAN, 0)],
  ["Alt+ArrowUp", panned(0, -KEY_PAN)],
  ["Alt+ArrowDown", panned(0, KEY_PAN)],
]);
