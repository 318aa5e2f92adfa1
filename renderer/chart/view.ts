/** A chart with its title, a legend of buttons, hover and keys. */
import { Tooltip } from "chart.js";
import { Chart } from "../../engine/display/drawing/chart-parts.js";
import type { ChartPayload } from "../../engine/display/payload.js";
import { chordOf } from "../chord.js";
import { html } from "../dom.js";
import type { Dispose } from "../mount.js";
import { configuration } from "./configuration.js";
import { walked, type Stand } from "./keyboard.js";
import { legend } from "./legend.js";
import { isOurs } from "./speaking.js";
import { editorTheme, onThemeChange } from "./theme.js";
import { chartSummary, pointWords } from "./words.js";

Chart.register(Tooltip);

/** CSS pixels; known before anything is painted. */
const HEIGHT = 340;
const WIDEST = 760;

export function chartView(payload: ChartPayload, root: HTMLElement): Dispose {
  const canvas = html("canvas");
  const plot = html("div", { className: "plot", tabIndex: 0, role: "application" }, canvas);
  plot.setAttribute("aria-roledescription", "chart");
  plot.setAttribute("aria-label", chartSummary(payload));
  plot.setAttribute("aria-description", "Use the arrow keys to walk along the points.");
  Object.assign(plot.style, { height: `${HEIGHT}px`, maxWidth: `${WIDEST}px` });
  const spoken = html("p", { className: "spoken", ariaLive: "polite" });
  const head = html("header");
  root.append(head, plot, spoken);

  const hidden = new Set<number>();
  let stand: Stand | null = null;
  let chart = draw();

  function draw(): Chart<"line"> {
    const theme = editorTheme(root);
    const title = payload.title === "" ? [] : [html("h3", {}, payload.title)];
    head.replaceChildren(...title, ...legend(payload, theme, { hidden, toggle }));
    const drawn = new Chart(canvas, configuration(payload, theme));
    applyHidden(drawn, hidden);
    return drawn;
  }

  /** @returns whether the series shows now */
  function toggle(series: number): boolean {
    if (!hidden.delete(series)) hidden.add(series);
    applyHidden(chart, hidden);
    return !hidden.has(series);
  }

  function show(next: Stand | null): void {
    stand = next;
    const active = next === null ? [] : [{ datasetIndex: next.dataset, index: next.index }];
    chart.setActiveElements(active);
    chart.tooltip?.setActiveElements(active, { x: 0, y: 0 });
    chart.update("none");
    const dataset = next === null ? undefined : chart.data.datasets[next.dataset];
    const series =
      dataset !== undefined && isOurs(dataset) ? payload.series[dataset.series] : undefined;
    spoken.textContent =
      series === undefined || next === null ? "" : pointWords(payload, series, next.index);
  }

  function press(event: KeyboardEvent): void {
    const chord = chordOf(event);
    const leaves = chord === "Escape" && stand !== null;
    const next = walked(chart, stand, chord);
    if (next === null && !leaves) return;
    event.preventDefault();
    event.stopPropagation();
    show(next);
  }

  const stop = new AbortController();
  plot.addEventListener("keydown", press, { signal: stop.signal });
  plot.addEventListener("blur", () => show(null), { signal: stop.signal });

  const stopWatching = onThemeChange(() => {
    chart.destroy();
    chart = draw();
  });
  return () => {
    stop.abort();
    stopWatching();
    chart.destroy();
  };
}

/** A band is several datasets: they go and come together. */
function applyHidden(chart: Chart<"line">, hidden: ReadonlySet<number>): void {
  chart.data.datasets.forEach((dataset, index) => {
    if (isOurs(dataset)) chart.setDatasetVisibility(index, !hidden.has(dataset.series));
  });
  chart.update("none");
}
