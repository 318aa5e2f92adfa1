/** The legend as buttons: a click or a key hides and shows a series. */
import { densityColor } from "../../engine/display/drawing/chart-datasets.js";
import { translucent } from "../../engine/display/drawing/palette.js";
import type { ChartTheme } from "../../engine/display/drawing/chart-theme.js";
import type { ChartPayload, ChartSeries } from "../../engine/display/payload.js";
import { html, svg } from "../dom.js";

export interface Visibility {
  readonly hidden: ReadonlySet<number>;
  /** Hides or shows a series, and says whether it shows now. */
  readonly toggle: (series: number) => boolean;
}

export function legend(
  { series }: ChartPayload,
  theme: ChartTheme,
  { hidden, toggle }: Visibility,
): HTMLElement[] {
  return series.map((one, index) => {
    const color = theme.series[index % theme.series.length] ?? theme.foreground;
    const button = html(
      "button",
      { className: "series", type: "button" },
      swatch(one, color),
      one.name,
    );
    button.ariaPressed = String(!hidden.has(index));
    button.addEventListener("click", () => {
      button.ariaPressed = String(toggle(index));
    });
    return button;
  });
}

const WIDTH = 18;
const HEIGHT = 10;

function swatch(series: ChartSeries, color: string): SVGElement {
  const { kind } = series;
  const middle = HEIGHT / 2;
  const line = svg("path", { d: `M0 ${middle}h${WIDTH}`, stroke: color, "stroke-width": 2 });
  const band = svg("rect", { width: WIDTH, height: HEIGHT, fill: translucent(color, 0.3) });
  const point = svg("circle", { cx: WIDTH / 2, cy: middle, r: 3.5, fill: color });
  const bar = svg("rect", { width: WIDTH, height: HEIGHT, fill: barColor(series, color) });
  const marks = {
    line: [line],
    band: [band, line],
    scatter: [point],
    bars: [bar],
    density: [0.1, 0.4, 0.7, 1].map(shade),
  }[kind];
  return svg(
    "svg",
    { class: "swatch", width: WIDTH, height: HEIGHT, "aria-hidden": "true" },
    ...marks,
  );
}

const barColor = (series: ChartSeries, color: string): string =>
  series.kind === "bars" && series.intervals ? translucent(color, 0.7) : color;

/** A quarter of the swatch in the colour of that share of the greatest count. */
function shade(share: number, place: number): SVGElement {
  const width = WIDTH / 4;
  return svg("rect", { x: place * width, width, height: HEIGHT, fill: densityColor(share) });
}
