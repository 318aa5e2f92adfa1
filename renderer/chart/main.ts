/** Renders `application/vnd.ntkbook.chart+json`. */
import { rendererOf } from "../mount.js";
import type { NotebookRenderer } from "../notebook.js";
import { parseChart } from "../payload/chart.js";
import { chartView } from "./view.js";

export function activate(): NotebookRenderer {
  return rendererOf(parseChart, chartView);
}
