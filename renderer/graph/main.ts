/** Renders `application/vnd.ntkbook.{graph,network}+json`. */
import { rendererOf } from "../mount.js";
import type { NotebookRenderer, RendererContext } from "../notebook.js";
import { parseGraph } from "../payload/graph.js";
import { graphView } from "./view.js";

export function activate(context?: RendererContext): NotebookRenderer {
  return rendererOf(parseGraph, graphView, context);
}
