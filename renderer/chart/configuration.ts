/** The chart on the screen: the shared axes and datasets, with hover. */
import type { ChartConfiguration, Point, TooltipItem } from "chart.js";
import { chartDatasets } from "../../engine/display/drawing/chart-datasets.js";
import { chartOptions } from "../../engine/display/drawing/chart-options.js";
import type { ChartTheme } from "../../engine/display/drawing/chart-theme.js";
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import type { ChartPayload } from "../../engine/display/payload.js";
import { isOurs } from "./speaking.js";
import { valueWords } from "./words.js";

export function configuration(
  payload: ChartPayload,
  theme: ChartTheme,
): ChartConfiguration<"line", Point[]> {
  return {
    type: "line",
    data: { datasets: chartDatasets(payload.series, theme) },
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
      title: ([item]: TooltipItem<"line">[]) =>
        item === undefined
          ? ""
          : `${payload.xLabel === "" ? "x" : payload.xLabel} = ${formatNumber(item.parsed.x ?? NaN)}`,
      label: ({ dataset, dataIndex }: TooltipItem<"line">) => {
        const series = isOurs(dataset) ? payload.series[dataset.series] : undefined;
        return series === undefined ? "" : ` ${series.name}: ${valueWords(series, dataIndex)}`;
      },
    },
  };
}
