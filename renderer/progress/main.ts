/** Renders `application/vnd.ntkbook.progress+json`. */
import { rendererOf } from "../mount.js";
import type { NotebookRenderer, RendererContext } from "../notebook.js";
import { parseProgress } from "../payload/progress.js";
import { progressView } from "./view.js";

export function activate(context?: RendererContext): NotebookRenderer {
  return rendererOf(parseProgress, progressView, context);
}
