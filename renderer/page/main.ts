/**
 * The script of an exported page: draws the figures by the notebook's own renderers, each where its
 * payload stands in a script element that no browser runs. Its picture gives way.
 */
import { activate as activateChart } from "../chart/main.js";
import { activate as activateGraph } from "../graph/main.js";
import { activate as activateJacobian } from "../jacobian/main.js";
import { activate as activateProgress } from "../progress/main.js";
import { activate as activateTable } from "../table/main.js";
import { activate as activateKernel } from "../matrix/main.js";
import { activate as activateSpectrum } from "../spectrum/main.js";
import { html } from "../dom.js";
import type { NotebookRenderer } from "../notebook.js";
import { followColorScheme } from "./color-scheme.js";

const renderers: Readonly<Record<string, () => NotebookRenderer>> = {
  "application/vnd.ntkbook.matrix+json": activateKernel,
  "application/vnd.ntkbook.kernel+json": activateKernel,
  "application/vnd.ntkbook.chart+json": activateChart,
  "application/vnd.ntkbook.progress+json": activateProgress,
  "application/vnd.ntkbook.table+json": activateTable,
  "application/vnd.ntkbook.graph+json": activateGraph,
  "application/vnd.ntkbook.network+json": activateGraph,
  "application/vnd.ntkbook.spectrum+json": activateSpectrum,
  "application/vnd.ntkbook.jacobian+json": activateJacobian,
};

followColorScheme();
for (const [mime, activate] of Object.entries(renderers)) {
  const payloads = document.querySelectorAll(`script[type="${mime}"]`);
  const renderer = payloads.length === 0 ? null : activate();
  for (const [index, payload] of payloads.entries()) {
    const text = payload.textContent;
    const item = {
      id: `${mime} ${index}`,
      mime,
      text: () => text,
      json: () => JSON.parse(text) as unknown,
    };
    const figure = html("div", { className: "figure-alive" });
    payload.parentElement?.replaceChildren(figure);
    renderer?.renderOutputItem(item, figure);
  }
}
