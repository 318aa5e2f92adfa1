/** A chart as a drawing: chart.js itself draws, onto a context that remembers. */
import { BasicPlatform, Legend, Title, type ChartItem, type LegendItem } from "chart.js";
import type { ChartPayload, ChartSeries } from "../payload.js";
import { chartDatasets, densityColor } from "./chart-datasets.js";
import { chartOptions, type Window } from "./chart-options.js";
import { Chart } from "./chart-parts.js";
import type { ChartTheme } from "./chart-theme.js";
import type { Drawing } from "./drawing.js";
import { translucent } from "./palette.js";
import { RecordingContext } from "./recording-context.js";
import { LONGEST, shortened } from "./shortened.js";
import { thinned } from "./thinned.js";
import { wrapped, type Measure } from "./wrapped.js";

Chart.register(Legend, Title);

export interface ChartPaper {
  readonly theme: ChartTheme;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly measure: Measure;
  /** Series that are left out. */
  readonly hidden?: ReadonlySet<number>;
  /** The part of the axes that is shown; all of them otherwise. */
  readonly window?: Window | null;
}

export function drawChart(complete: ChartPayload, paper: ChartPaper): Drawing {
  const { theme, width, height, measure, hidden = new Set(), window = null } = paper;
  const payload = { ...complete, series: complete.series.map(thinned) };
  const context = new RecordingContext(width, height, measure);
  const shows = ({ series }: { readonly series: number }) => !hidden.has(series);
  const items = legendItems(payload, theme).filter((_, series) => !hidden.has(series));
  const chart = new Chart(asChartItem(context.canvas), {
    type: "line",
    platform: BasicPlatform,
    data: { datasets: chartDatasets(payload, theme).filter(shows) },
    options: {
      ...chartOptions(payload, theme, window),
      responsive: false,
      devicePixelRatio: 1,
      events: [],
      layout: { padding: { top: 10, right: 18, bottom: 8, left: 8 } },
      plugins: {
        title: title(shortened(payload.title, LONGEST.title), paper),
        legend: legend(payload.series, items),
      },
    },
  });
  chart.draw();
  const marks = [...context.marks];
  // Destroying clears the canvas, and chart.js keeps every chart that is not destroyed.
  chart.destroy();
  return { width, height, marks };
}

function title(text: string, { theme, width, measure }: ChartPaper) {
  const size = theme.fontSize + 2;
  const lines = wrapped(measure, text, size, width - 40);
  const font = { size, weight: "bold" as const };
  const padding = { top: 2, bottom: 4 };
  return {
    display: text !== "",
    text: lines,
    align: "start" as const,
    color: theme.foreground,
    font,
    padding,
  };
}

function legend(series: readonly ChartSeries[], items: LegendItem[]) {
  return {
    display: series.length > 1 || series.some(({ kind }) => kind === "band"),
    align: "start" as const,
    labels: { boxHeight: 7, boxWidth: 18, usePointStyle: true, generateLabels: () => items },
  };
}

const POINT_STYLES = {
  line: "line",
  band: "rect",
  scatter: "circle",
  bars: "rect",
  density: "rect",
} as const;

function legendItems({ series }: ChartPayload, theme: ChartTheme): LegendItem[] {
  return series.map((one, index) => {
    const { name, kind } = one;
    const own = theme.series[index % theme.series.length] ?? theme.foreground;
    const color = kind === "density" ? densityColor(0.5) : own;
    const surface = kind === "band" || (one.kind === "bars" && one.intervals);
    return {
      text: shortened(name, LONGEST.name),
      fontColor: theme.foreground,
      fillStyle: surface ? translucent(color, kind === "band" ? 0.4 : 0.7) : color,
      strokeStyle: color,
      lineWidth: kind === "line" || kind === "band" ? 1.75 : 0,
      pointStyle: POINT_STYLES[kind],
      datasetIndex: index,
    };
  });
}

/** chart.js asks for a browser's canvas and uses what {@link RecordingContext} has of one. */
function asChartItem(canvas: object): ChartItem {
  return canvas as ChartItem;
}
