/** The chart on the screen: the shared axes and datasets, with hover. */
import type { ChartConfiguration, TooltipItem } from "chart.js";
import { chartDatasets, type Datum } from "../../engine/display/drawing/chart-datasets.js";
import { chartOptions } from "../../engine/display/drawing/chart-options.js";
import type { ChartTheme } from "../../engine/display/drawing/chart-theme.js";
import type { ChartPayload, ChartSeries } from "../../engine/display/payload.js";
import { isOurs } from "./speaking.js";
import { placeWords, valueWords } from "./words.js";

export function configuration(
  payload: ChartPayload,
  theme: ChartTheme,
): ChartConfiguration<"line", Datum[]> {
  return {
    type: "line",
    data: { datasets: chartDatasets(payload, theme) },
    options: {
      ...chartOptions(payload, theme),
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: 8, right: 14 } },
      interaction: { mode: "speaking", intersect: false },
      plugins: { tooltip: tooltip(payload, theme) },
    },
  };
}

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
function spokenOf(
  payload: ChartPayload,
  { dataset, dataIndex }: Pick<TooltipItem<"line">, "dataset" | "dataIndex">,
): { readonly series: ChartSeries; readonly index: number } | null {
  const series = isOurs(dataset) ? payload.series[dataset.series] : undefined;
  const datum = isOurs(dataset) ? dataset.data[dataIndex] : undefined;
  return series === undefined || datum === undefined ? null : { series, index: datum.index };
}
