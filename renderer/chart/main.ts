/** Renders `application/vnd.ntkbook.chart+json`. */
import { rendererOf } from "../mount.js";
import type { NotebookRenderer, RendererContext } from "../notebook.js";
import { parseChart } from "../payload/chart.js";
import { chartView } from "./view.js";

export function activate(context?: RendererContext): NotebookRenderer {
  return rendererOf(parseChart, chartView, context);
}
