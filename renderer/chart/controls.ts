/** What of a chart can be chosen: its scales, and all of it again after zooming. */
import { isPoints } from "../../engine/display/drawing/series-points.js";
import type { AxisScale, ChartPayload, ChartSeries } from "../../engine/display/payload.js";
import { html } from "../dom.js";

export type Axis = "x" | "y";

export type Scales = Readonly<Record<Axis, AxisScale>>;

/** Those that the payload asks for. */
export const scalesOf = ({ xScale = "linear", yScale = "linear" }: ChartPayload): Scales => ({
  x: xScale,
  y: yScale,
});

export interface Controls {
  readonly elements: readonly HTMLElement[];
  /** There is more than what is seen, or not. */
  readonly showZoomed: (zoomed: boolean) => void;
}

interface Chosen {
  readonly choose: (axis: Axis, scale: AxisScale) => void;
  readonly reset: () => void;
}

export function controls(
  payload: ChartPayload,
  scales: Scales,
  { choose, reset }: Chosen,
): Controls {
  const buttons = (["x", "y"] as const).flatMap((axis) =>
    scales[axis] === "log" || isPositive(payload, axis) ? [toggle(axis, scales[axis], choose)] : [],
  );
  const all = html("button", { className: "tool", type: "button" }, "Show all");
  all.addEventListener("click", reset);
  const showZoomed = (zoomed: boolean) => {
    // Its room stays: a header that wraps would move the chart.
    all.style.visibility = zoomed ? "visible" : "hidden";
  };
  showZoomed(false);
  return { elements: [html("span", { className: "choices" }, ...buttons, all)], showZoomed };
}

function toggle(
  axis: Axis,
  scale: AxisScale,
  choose: (axis: Axis, scale: AxisScale) => void,
): HTMLElement {
  const button = html("button", { className: "tool", type: "button" }, `log ${axis}`);
  button.ariaPressed = String(scale === "log");
  button.addEventListener("click", () => {
    const next = button.ariaPressed === "true" ? "linear" : "log";
    button.ariaPressed = String(next === "log");
    choose(axis, next);
  });
  return button;
}

/** A logarithmic axis would show everything; bars stand on 0, cells were counted on their own scales. */
function isPositive({ series, categories }: ChartPayload, axis: Axis): boolean {
  if (axis === "x" && categories !== undefined) return false;
  return series.some(hasPoints) && series.every((one) => allPositive(one, axis));
}

const hasPoints = (series: ChartSeries): boolean => isPoints(series) && series.x.length > 0;

function allPositive(series: ChartSeries, axis: Axis): boolean {
  if (!isPoints(series)) return false;
  return series[axis].every((value) => value === null || value > 0);
}
