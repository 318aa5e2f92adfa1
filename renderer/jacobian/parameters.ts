/** The arrays of parameters in a table, each with a button that shows its block. */
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import { html } from "../dom.js";
import type { ReadParameter } from "../payload/jacobian.js";

/** More rows than this are in the picture of the norms only. */
const MOST_ROWS = 200;

export function parameterTable(
  parameters: readonly ReadParameter[],
  show: (parameter: number) => void,
): HTMLElement {
  const heads = ["parameter", "shape", "norm", "zeros"].map((name) =>
    html("th", { scope: "col" }, name),
  );
  const rows = parameters.slice(0, MOST_ROWS).map(({ name, shape, norm, zeros }, k) => {
    const button = html("button", { type: "button", className: "tool" }, name);
    button.addEventListener("click", () => show(k));
    const cells = [`[${shape.join(", ")}]`, formatNumber(norm), percent(zeros)];
    return html(
      "tr",
      {},
      html("th", { scope: "row" }, button),
      ...cells.map((t) => html("td", {}, t)),
    );
  });
  return html(
    "table",
    { className: "parameters" },
    html("thead", {}, html("tr", {}, ...heads)),
    html("tbody", {}, ...rows),
  );
}

const percent = (share: number) => `${formatNumber(Math.round(1000 * share) / 10)} %`;
