/** A table whose columns can be sorted, in a frame that scrolls. */
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import type { TablePayload } from "../../engine/display/payload.js";
import { html } from "../dom.js";
import { fileName } from "../export/exports.js";
import type { Dispose, Host } from "../mount.js";
import { toolbar } from "../toolbar/toolbar.js";
import { Rows } from "./rows.js";
import { next, sortedRows, type Sorting } from "./sorting.js";
import { valueOf, type Value } from "./values.js";

export function tableView(payload: TablePayload, root: HTMLElement, host: Host): Dispose {
  const { title, kind, columns, cells, shape } = payload;
  const values = cells.map((row) => row.map(valueOf));
  const cols = values[0]?.length ?? 0;
  const heads = Array.from({ length: cols }, (_, col) => columns?.[col] ?? String(col));
  const body = html("tbody");
  const spoken = html("p", { className: "spoken", ariaLive: "polite" });
  let sorting: Sorting | null = null;

  const headers = heads.map((name, col) => {
    const button = html("button", { className: "sort", type: "button" }, name);
    const cell = html("th", { scope: "col" }, button);
    button.addEventListener("click", () => sort(next(sorting, col)));
    return cell;
  });

  function sort(to: Sorting | null): void {
    sorting = to;
    headers.forEach((header, col) => {
      header.ariaSort = to?.col === col ? to.direction : "none";
    });
    rows.show(sortedRows(values, to));
    if (to !== null) spoken.textContent = `Sorted by ${heads[to.col] ?? ""}, ${to.direction}.`;
    else if (spoken.textContent !== "") spoken.textContent = "In the given order.";
  }

  const corner = html("td");
  const table = html("table", {}, html("thead", {}, html("tr", {}, corner, ...headers)), body);
  const frame = html("div", { className: "table", tabIndex: 0, role: "region" }, table);
  const stop = new AbortController();
  const drawn = (row: number) => line(payload.rows?.[row] ?? String(row), values[row] ?? []);
  const rows = new Rows({ frame, body, cols, line: drawn }, stop.signal);
  table.setAttribute("aria-rowcount", String(values.length + 1));
  sort(null);
  frame.setAttribute("aria-label", `${title === "" ? "Table" : title}: ${factsOf(payload)}`);
  const exports = {
    name: fileName(title === "" ? "table" : title),
    table: () => ({
      header: columns,
      rows: values.length,
      cols,
      at: inOrder(values, sorting),
      dtype: kind.startsWith("float32") ? ("float32" as const) : ("float64" as const),
      ...(isCut(payload) && {
        note: `The first ${values.length} × ${cols} of ${shape.join(" × ")}.`,
      }),
    }),
    picture: null,
  };
  const name = title === "" ? [] : [html("h3", {}, title)];
  const facts = html("span", { className: "facts" }, factsOf(payload));
  root.append(html("header", {}, ...name, facts, toolbar(exports, host)), frame, spoken);
  return () => stop.abort();
}

function inOrder(values: readonly (readonly Value[])[], sorting: Sorting | null) {
  const order = sortedRows(values, sorting);
  return (row: number, col: number): Value => values[order[row] ?? row]?.[col] ?? null;
}

const isCut = ({ cells, shape: [rows, cols] }: TablePayload): boolean =>
  cells.length < rows || (cells[0]?.length ?? 0) < cols;

function factsOf(payload: TablePayload): string {
  const { kind, shape, cells } = payload;
  const shown = `${cells.length} × ${cells[0]?.length ?? 0}`;
  const size = shape.join(" × ");
  return `${size} ${kind}${isCut(payload) ? `, the first ${shown} shown` : ""}`;
}

function line(name: string, values: readonly Value[]): HTMLElement {
  const head = html("th", { scope: "row" }, name);
  return html("tr", {}, head, ...values.map(cell));
}

/** Four digits to read, all of them to point at. */
function cell(value: Value): HTMLElement {
  if (value === null) return html("td", { className: "nothing" }, "–");
  if (typeof value === "string") return html("td", { className: "words" }, value);
  return html("td", { title: String(value) }, formatNumber(value));
}
