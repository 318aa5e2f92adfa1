/** A chart as SVG and PNG: chart.js itself draws, onto a context that remembers. */
import { BasicPlatform, Legend, Title, type ChartItem, type LegendItem } from "chart.js";
import { chartDatasets, densityColor } from "../drawing/chart-datasets.js";
import { chartOptions } from "../drawing/chart-options.js";
import { Chart } from "../drawing/chart-parts.js";
import { PAPER } from "../drawing/chart-theme.js";
import { translucent } from "../drawing/palette.js";
import { LONGEST, shortened } from "../drawing/shortened.js";
import type { ChartPayload, ChartSeries } from "../payload.js";
import type { Drawing } from "./drawing.js";
import { wrapped, type Font } from "./font.js";
import { paint } from "./paint.js";
import { encodePng } from "./png.js";
import { RecordingContext } from "./recording-context.js";
import { toSvg } from "./svg.js";
import { thinned } from "./thinned.js";

Chart.register(Legend, Title);

/** CSS pixels: the width of a column in print and of a notebook's output. */
const WIDTH = 640;
const HEIGHT = 384;
/** The PNG is twice as fine, for dense screens. */
const PNG_SCALE = 2;

export interface ChartPictures {
  readonly svg: string;
  readonly png: Uint8Array;
}

export function chartPictures(complete: ChartPayload, font: Font): ChartPictures {
  const payload = {
    ...complete,
    title: shortened(complete.title, LONGEST.title),
    series: complete.series.map(thinned),
  };
  const drawing = drawChart(payload, font);
  const { background, fontFamily } = PAPER;
  const { width, height, data } = paint(drawing, { background, font, scale: PNG_SCALE });
  return {
    svg: toSvg(drawing, { title: payload.title, background, fontFamily }),
    png: encodePng(width, height, data),
  };
}

function drawChart(payload: ChartPayload, font: Font): Drawing {
  const context = new RecordingContext(WIDTH, HEIGHT, font);
  const chart = new Chart(asChartItem(context.canvas), {
    type: "line",
    platform: BasicPlatform,
    data: { datasets: chartDatasets(payload, PAPER) },
    options: {
      ...chartOptions(payload, PAPER),
      responsive: false,
      devicePixelRatio: 1,
      events: [],
      layout: { padding: { top: 10, right: 18, bottom: 8, left: 8 } },
      plugins: { title: title(payload.title, font), legend: legend(payload.series) },
    },
  });
  chart.draw();
  const marks = [...context.marks];
  // Destroying clears the canvas, and chart.js keeps every chart that is not destroyed.
  chart.destroy();
  return { width: WIDTH, height: HEIGHT, marks };
}

function title(text: string, glyphs: Font) {
  const size = PAPER.fontSize + 2;
  const lines = wrapped(glyphs, text, size, WIDTH - 40);
  const font = { size, weight: "bold" as const };
  const padding = { top: 2, bottom: 4 };
  return {
    display: text !== "",
    text: lines,
    align: "start" as const,
    color: PAPER.foreground,
    font,
    padding,
  };
}

function legend(series: readonly ChartSeries[]) {
  return {
    display: series.length > 1 || series.some(({ kind }) => kind === "band"),
    align: "start" as const,
    labels: {
      boxHeight: 7,
      boxWidth: 18,
      usePointStyle: true,
      generateLabels: () => series.map(legendItem),
    },
  };
}

const POINT_STYLES = {
  line: "line",
  band: "rect",
  scatter: "circle",
  bars: "rect",
  density: "rect",
} as const;

function legendItem({ name, kind }: ChartSeries, index: number): LegendItem {
  const own = PAPER.series[index % PAPER.series.length] ?? PAPER.foreground;
  const color = kind === "density" ? densityColor(0.5) : own;
  const surface = kind === "band" || kind === "bars";
  return {
    text: shortened(name, LONGEST.name),
    fontColor: PAPER.foreground,
    fillStyle: surface ? translucent(color, kind === "band" ? 0.4 : 0.7) : color,
    strokeStyle: color,
    lineWidth: kind === "line" || kind === "band" ? 1.75 : 0,
    pointStyle: POINT_STYLES[kind],
    datasetIndex: index,
  };
}

/** chart.js asks for a browser's canvas and uses what {@link RecordingContext} has of one. */
function asChartItem(canvas: object): ChartItem {
  return canvas as ChartItem;
}
