/** Title, facts, and what can be chosen. */
import type { ScaleKind } from "../../engine/display/drawing/color-scale.js";
import { MARKS } from "../../engine/display/drawing/colormap.js";
import type { StackAxis } from "../../engine/display/payload.js";
import type { Summary } from "../../engine/display/store-messages.js";
import { html } from "../dom.js";
import type { ReadMatrix } from "../payload/matrix.js";
import type { OrderName } from "./arrangement.js";
import { caption, facts } from "./summary.js";

/** Panels of which each gets a line of its own below. */
const MOST_CAPTIONS = 4;

export interface Choices {
  readonly kind: ScaleKind;
  readonly range: "full" | "robust";
  readonly summary: Summary;
  readonly orderName: OrderName;
}

export interface Offered {
  readonly kinds: readonly ScaleKind[];
  readonly ranges: readonly Choices["range"][];
  readonly summaries: readonly Summary[];
  readonly orders: readonly OrderName[];
}

const KINDS: Record<ScaleKind, string> = { linear: "linear", log: "log |x|", symlog: "symlog" };
const RANGES: Record<Choices["range"], string> = { full: "all values", robust: "middle 98 %" };
const SUMMARIES: Record<Summary, string> = { mean: "mean", peak: "largest |x|" };
const ORDERS: Record<OrderName, string> = {
  given: "as given",
  labels: "by label",
  clusters: "clusters",
  spectral: "spectral",
};

export function header(
  read: ReadMatrix,
  offered: Offered,
  choose: (change: Partial<Choices>) => void,
): HTMLElement {
  return html(
    "header",
    {},
    html("h3", {}, read.payload.title),
    html("span", { className: "facts" }, facts(read)),
    ...selection("colours", offered.kinds, KINDS, (kind) => choose({ kind })),
    ...selection("range", offered.ranges, RANGES, (range) => choose({ range })),
    ...selection("order", offered.orders, ORDERS, (orderName) => choose({ orderName })),
    ...selection("from afar", offered.summaries, SUMMARIES, (summary) => choose({ summary })),
  );
}

/** Nothing where there is nothing to choose. */
function selection<T extends string>(
  label: string,
  values: readonly T[],
  names: Readonly<Record<T, string>>,
  choose: (value: T) => void,
): HTMLElement[] {
  if (values.length < 2) return [];
  const options = values.map((value) => html("option", { value }, names[value]));
  const select = html("select", {}, ...options);
  select.addEventListener("change", () => {
    const value = values[select.selectedIndex];
    if (value !== undefined) choose(value);
  });
  return [html("label", { className: "facts" }, label, select)];
}

/** One slider for each axis that is shown an entry at a time. */
export function sliders(
  axes: readonly StackAxis[],
  slide: (axis: number, entry: number) => void,
): HTMLElement[] {
  return axes.flatMap(({ name, entries, shows }, axis) => {
    if (shows !== "slider" || entries.length < 2) return [];
    const input = html("input", { type: "range", min: "0", max: String(entries.length - 1) });
    Object.assign(input, { step: "1", value: "0" });
    const output = html("output", {}, entries[0] ?? "");
    const show = () => {
      const entry = entries[input.valueAsNumber] ?? "";
      output.textContent = entry;
      input.setAttribute("aria-valuetext", entry);
    };
    show();
    input.addEventListener("input", () => {
      show();
      slide(axis, input.valueAsNumber);
    });
    return [html("label", { className: "slider" }, html("span", {}, name), input, output)];
  });
}

/** Range and blocks of each matrix, and the colours of what has no place on the bar. */
export function footer({ payload, layers }: ReadMatrix): HTMLElement {
  const present = MARKS.filter(({ matches }) =>
    layers.some(({ preview }) => preview.values.some(matches)),
  );
  const swatches = present.map(({ name, color }) => {
    const swatch = html("i");
    swatch.style.background = `rgb(${color.join(" ")})`;
    return html("span", {}, swatch, name);
  });
  const marks = html("span", { className: "marks" }, ...swatches);
  const separator = present.length > 0 ? [" · ", marks] : [];
  const captions = captionsOf({ payload, layers });
  const lines = captions.slice(1).map((text) => html("p", { className: "caption" }, text));
  const first = html("p", { className: "caption" }, captions[0] ?? "", ...separator);
  return html("div", {}, first, ...lines);
}

/** Of one matrix, or of each that stands beside others; none where sliders change what is seen. */
function captionsOf({ payload, layers }: ReadMatrix): string[] {
  const [only, ...more] = layers;
  if (only === undefined) return [];
  if (more.length === 0) return [caption(payload, only)];
  const [axis, ...others] = payload.axes;
  const spread = axis?.shows === "panels" && others.length === 0 && layers.length <= MOST_CAPTIONS;
  if (!spread) return [];
  return layers.map((layer, i) => `${axis.entries[i] ?? ""}: ${caption(payload, layer)}`);
}
