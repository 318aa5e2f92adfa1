/** The chart on the screen: the shared axes and datasets, with hover. */
import { Tooltip, type ChartConfiguration, type TooltipItem } from "chart.js";
import { chartDatasets, type Datum } from "../../engine/display/drawing/chart-datasets.js";
import { chartOptions, type Window } from "../../engine/display/drawing/chart-options.js";
import type { ChartTheme } from "../../engine/display/drawing/chart-theme.js";
import { isLong } from "../../engine/display/drawing/kept-points.js";
import type { ChartPayload, ChartSeries, PointSeries } from "../../engine/display/payload.js";
import { decimation } from "./decimation.js";
import { isOurs } from "./speaking.js";
import { placeWords, valueWords } from "./words.js";

export interface Setting {
  readonly payload: ChartPayload;
  readonly theme: ChartTheme;
  /** What is looked at; null for all. */
  readonly window: Window | null;
  readonly hidden: ReadonlySet<number>;
}

/** @param now - what the chart is of; read again where chart.js asks later */
export function configuration(now: () => Setting): ChartConfiguration<"line", Datum[]> {
  return { type: "line", plugins: [Tooltip, decimation(now)], ...contents(now()) };
}

/** What a chart that is there already can be given anew. */
export function contents(
  setting: Setting,
): Required<Pick<ChartConfiguration<"line", Datum[]>, "data" | "options">> {
  const { payload, theme, window, hidden } = setting;
  const datasets = chartDatasets(payload, theme, unlessLong).map((dataset) => ({
    ...dataset,
    hidden: hidden.has(dataset.series),
  }));
  return {
    data: { datasets },
    options: {
      ...chartOptions(payload, theme, window),
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: 8, right: 14 } },
      interaction: { mode: "speaking", intersect: false },
      plugins: {
        // What pictures draw and the page says by elements.
        legend: { display: false },
        title: { display: false },
        tooltip: tooltip(payload, theme),
      },
    },
  };
}

/** Long series get their points when the chart knows what it looks at. */
const unlessLong = (series: PointSeries): number[] | null => (isLong(series) ? [] : null);

/** Everything of the tooltip but its words is the theme's. */
function tooltip(payload: ChartPayload, theme: ChartTheme) {
  return {
    animation: false as const,
    backgroundColor: theme.background,
    borderColor: theme.muted,
    borderWidth: 1,
    titleColor: theme.muted,
    bodyColor: theme.foreground,
    titleFont: { weight: "normal" as const },
    cornerRadius: 2,
    caretSize: 4,
    padding: 8,
    usePointStyle: true,
    boxWidth: 8,
    boxHeight: 8,
    callbacks: {
      labelPointStyle: () => ({ pointStyle: "circle" as const, rotation: 0 }),
      labelColor: ({ dataset }: TooltipItem<"line">) => {
        const color = isOurs(dataset) ? dataset.color : theme.foreground;
        return { borderColor: color, backgroundColor: color, borderWidth: 0 };
      },
      title: ([item]: TooltipItem<"line">[]) => {
        const said = item === undefined ? null : spokenOf(payload, item);
        return said === null ? "" : placeWords(payload, said.series, said.index, " = ");
      },
      label: (item: TooltipItem<"line">) => {
        const said = spokenOf(payload, item);
        if (said === null) return "";
        return ` ${said.series.name}: ${valueWords(payload, said.series, said.index)}`;
      },
    },
  };
}

/** The series' own point behind an item: a line that is drawn by its extremes leaves points out. */
export function spokenOf(
  payload: ChartPayload,
  { dataset, dataIndex }: Pick<TooltipItem<"line">, "dataset" | "dataIndex">,
): { readonly series: ChartSeries; readonly index: number } | null {
  const series = isOurs(dataset) ? payload.series[dataset.series] : undefined;
  const datum = isOurs(dataset) ? dataset.data[dataIndex] : undefined;
  return series === undefined || datum === undefined ? null : { series, index: datum.index };
}
