import { DomainError, ShapeError } from "../errors.js";
import { pictureRoom } from "../platform/pictures.js";
import type { MimeBundle } from "./display.js";
import {
  CHART_VERSION,
  MIME,
  PAYLOAD_VERSION,
  type AxisScale,
  type ChartPayload,
  type ChartSeries,
} from "./payload.js";
import { barSeries, categoriesOf } from "./series/bars.js";
import { densitySeries } from "./series/density.js";
import type { Frame } from "./series/frame.js";
import { histogramSeries, sharedEdges } from "./series/histogram.js";
import type { SeriesInput } from "./series/input.js";
import { pointSeries } from "./series/points.js";
import { chartText } from "./text.js";
import type { Words } from "./values.js";

/** Words around a chart; none by default. */
export interface AxesOptions {
  readonly title?: Words;
  readonly xLabel?: Words;
  readonly yLabel?: Words;
  /** `linear` by default; a logarithmic axis leaves out what is not positive. */
  readonly xScale?: "linear" | "log";
  readonly yScale?: "linear" | "log";
}

/** A chart: at least one series, all on the same axes. */
export interface ChartInput extends AxesOptions {
  readonly series: readonly SeriesInput[];
}

/** All representations of a chart display. */
export function chartBundle(payload: ChartPayload): MimeBundle {
  const { pictures, font } = pictureRoom();
  const { svg, png } = pictures.chartPictures(payload, font);
  return {
    [MIME.chart]: payload,
    "image/svg+xml": svg,
    "image/png": png,
    "text/plain": chartText(payload),
  };
}

/** @param caller - the public function to name in errors */
export function chartPayload(caller: string, input: ChartInput): ChartPayload {
  const { title = "", xLabel = "", yLabel = "", series } = input;
  const given: unknown = series;
  if (!Array.isArray(given) || given.length === 0) {
    throw new ShapeError(`${caller}: give series, a list of at least one { x, y }`);
  }
  const xScale = scaleOf(input.xScale, `${caller}: xScale`);
  const yScale = scaleOf(input.yScale, `${caller}: yScale`);
  const categories = categoriesOf(caller, series);
  const drawn = seriesOf(series, {
    caller,
    xScale,
    yScale,
    categories,
    abreast: series.filter(({ kind }) => kind === "bars").length,
    edges: sharedEdges(caller, series, xScale),
  });
  const axes = {
    ...(xScale === "log" && { xScale }),
    ...(yScale === "log" && { yScale }),
    ...(categories !== null && { categories }),
  };
  return {
    version: isOld(drawn, axes) ? PAYLOAD_VERSION : CHART_VERSION,
    title: String(title),
    xLabel: String(xLabel),
    yLabel: String(yLabel),
    ...axes,
    series: drawn,
  };
}

/** Whether a renderer of the first version draws it, too. */
const isOld = (series: readonly ChartSeries[], axes: object): boolean =>
  Object.keys(axes).length === 0 &&
  series.every(({ kind }) => kind !== "bars" && kind !== "density");

function scaleOf(given: unknown, where: string): AxisScale {
  if (given === undefined || given === "linear") return "linear";
  if (given === "log") return "log";
  throw new DomainError(`${where} is ${JSON.stringify(given)}; give "linear" or "log"`);
}

function seriesOf(series: readonly SeriesInput[], frame: Frame): ChartSeries[] {
  let bars = 0;
  return series.map((input, index): ChartSeries => {
    const name = String(input.name ?? `series ${index + 1}`);
    switch (input.kind) {
      case undefined:
      case "line":
      case "scatter":
      case "band":
        return pointSeries(frame.caller, name, input);
      case "bars":
        return barSeries(input, name, frame, bars++);
      case "histogram":
        return histogramSeries(input, name, frame);
      case "density":
        return densitySeries(input, name, frame);
      default:
        throw unknownKind(frame.caller, name, input);
    }
  });
}

const unknownKind = (caller: string, name: string, { kind }: { readonly kind: string }) =>
  new DomainError(
    `${caller}: kind of "${name}" is ${kind}; give "line", "scatter", "band", "bars", "histogram" or "density"`,
  );
