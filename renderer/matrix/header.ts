import { MARKS } from "../../engine/display/drawing/colormap.js";
import type { ScaleKind } from "../../engine/display/drawing/color-scale.js";
import type { KernelPayload } from "../../engine/display/payload.js";
import { html } from "../dom.js";
import type { ReadKernel } from "../payload/kernel.js";
import { caption, facts } from "./summary.js";

/** Title, facts, and the choice of colour scale where there is one. */
export function header(
  payload: KernelPayload,
  kinds: readonly ScaleKind[],
  choose: (kind: ScaleKind) => void,
): HTMLElement {
  return html(
    "header",
    {},
    html("h3", {}, payload.title),
    html("span", { className: "facts" }, facts(payload)),
    ...(kinds.length > 1 ? [scaleChoice(kinds, choose)] : []),
  );
}

function scaleChoice(kinds: readonly ScaleKind[], choose: (kind: ScaleKind) => void): HTMLElement {
  const select = html("select", {}, ...kinds.map((kind) => html("option", { value: kind }, kind)));
  select.addEventListener("change", () => {
    const kind = kinds[select.selectedIndex];
    if (kind !== undefined) choose(kind);
  });
  return html("label", { className: "facts" }, "colours", select);
}

/** Range and blocks of the matrix, and the colours of what has no place on the bar. */
export function footer({ payload, values }: ReadKernel): HTMLElement {
  const present = MARKS.filter(({ matches }) => values.some(matches));
  const swatches = present.map(({ name, color }) => {
    const swatch = html("i");
    swatch.style.background = `rgb(${color.join(" ")})`;
    return html("span", {}, swatch, name);
  });
  const marks = html("span", { className: "marks" }, ...swatches);
  const separator = present.length > 0 ? [" · ", marks] : [];
  return html("p", { className: "caption" }, caption(payload), ...separator);
}
