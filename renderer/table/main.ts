/** Renders `application/vnd.ntkbook.table+json`. */
import { rendererOf } from "../mount.js";
import type { NotebookRenderer, RendererContext } from "../notebook.js";
import { parseTable } from "../payload/table.js";
import { tableView } from "./view.js";

export function activate(context?: RendererContext): NotebookRenderer {
  return rendererOf(parseTable, tableView, context);
}
