/** What a chart gives away: its numbers and its picture. */
import { PAPER, type ChartTheme } from "../../engine/display/drawing/chart-theme.js";
import { drawChart } from "../../engine/display/drawing/chart-drawing.js";
import type { Window } from "../../engine/display/drawing/chart-options.js";
import { cells } from "../../engine/display/drawing/series-points.js";
import { toSvg } from "../../engine/display/drawing/svg.js";
import type { ChartPayload, ChartSeries } from "../../engine/display/payload.js";
import { fileName, type Exports } from "../export/exports.js";
import type { Table } from "../export/table.js";
import { html } from "../dom.js";

export interface Seen {
  readonly payload: ChartPayload;
  readonly hidden: ReadonlySet<number>;
  readonly window: Window | null;
}

export function chartExports(seen: () => Seen): Exports {
  return {
    name: fileName(seen().payload.title === "" ? "chart" : seen().payload.title),
    table: () => tableOf(seen().payload),
    picture: (width) => pictureOf(seen(), width),
  };
}

/** Of the kernel's own pictures. */
const ASPECT = 0.6;

/** On paper, as the kernel draws it, with what is hidden left out and the part that is looked at. */
function pictureOf({ payload, hidden, window }: Seen, width: number): string {
  const height = Math.round(width * ASPECT);
  const paper = { theme: PAPER, measure: measureBy(PAPER), width, height, hidden, window };
  const { background, fontFamily } = PAPER;
  return toSvg(drawChart(payload, paper), { title: payload.title, background, fontFamily });
}

/** As wide as the browser writes it. */
function measureBy({ fontFamily }: ChartTheme): (text: string, size: number) => number {
  const context = html("canvas").getContext("2d");
  return (text, size) => {
    if (context === null) return 0.6 * size * text.length;
    context.font = `${size}px ${fontFamily}`;
    return context.measureText(text).width;
  };
}

interface Column {
  readonly name: string;
  readonly values: readonly (number | string | null)[];
}

/** Columns of all series; the x of each, unless all have the same. */
export function tableOf(payload: ChartPayload): Table {
  const columns = columnsOf(payload);
  const rows = columns.reduce((most, { values }) => Math.max(most, values.length), 0);
  return {
    header: columns.map(({ name }) => name),
    rows,
    cols: columns.length,
    at: (row, col) => columns[col]?.values[row] ?? null,
    dtype: "float64",
  };
}

function columnsOf(payload: ChartPayload): Column[] {
  const lists = payload.series.map((series) => seriesColumns(payload, series));
  const [first] = lists;
  const common =
    first !== undefined && lists.every(({ places }) => sameColumns(places, first.places));
  if (common) return distinct([...first.places, ...lists.flatMap(({ values }) => values)]);
  const named = lists.flatMap(({ places, values }, i) => {
    const of = payload.series[i]?.name ?? "";
    return [...places.map((place) => ({ ...place, name: `${place.name} of ${of}` })), ...values];
  });
  return distinct(named);
}

interface SeriesColumns {
  readonly places: readonly Column[];
  readonly values: readonly Column[];
}

function seriesColumns(payload: ChartPayload, series: ChartSeries): SeriesColumns {
  const { xLabel, yLabel, categories, xScale = "linear", yScale = "linear" } = payload;
  const x = xLabel === "" ? "x" : xLabel;
  const { name } = series;
  switch (series.kind) {
    case "density": {
      const held = cells(series, xScale, yScale);
      const y = yLabel === "" ? "y" : yLabel;
      const column = (called: string, key: "left" | "right" | "bottom" | "top") => ({
        name: called,
        values: held.map((cell) => cell[key]),
      });
      const [left, right] = [column(`${x} from`, "left"), column(`${x} to`, "right")];
      const [bottom, top] = [column(`${y} from`, "bottom"), column(`${y} to`, "top")];
      const values = [{ name, values: held.map(({ count }) => count) }];
      return { places: [left, right, bottom, top], values };
    }
    case "bars": {
      const edges = [
        { name: `${x} from`, values: series.left },
        { name: `${x} to`, values: series.right },
      ];
      const at = categories === undefined ? series.x : series.x.map((i) => categories[i] ?? null);
      const places = series.intervals ? edges : [{ name: x, values: at }];
      return { places, values: [{ name, values: series.y }] };
    }
    default: {
      const edges =
        series.kind === "band"
          ? [
              { name: `${name} lower`, values: series.lower },
              { name: `${name} upper`, values: series.upper },
            ]
          : [];
      return {
        places: [{ name: x, values: series.x }],
        values: [{ name, values: series.y }, ...edges],
      };
    }
  }
}

const sameColumns = (one: readonly Column[], other: readonly Column[]): boolean =>
  one.length === other.length &&
  one.every(
    ({ name, values }, i) => name === other[i]?.name && sameValues(values, other[i].values),
  );

const sameValues = (one: Column["values"], other: Column["values"]): boolean =>
  one.length === other.length && one.every((value, i) => value === other[i]);

/** JSON needs keys that differ. */
function distinct(columns: readonly Column[]): Column[] {
  const seen = new Map<string, number>();
  return columns.map(({ name, values }) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return { name: before === 0 ? name : `${name} (${before + 1})`, values };
  });
}
