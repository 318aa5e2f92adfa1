/** Renders `application/vnd.ntkbook.{matrix,kernel}+json`. */
import { rendererOf } from "../mount.js";
import type { NotebookRenderer, RendererContext } from "../notebook.js";
import { parseMatrix } from "../payload/matrix.js";
import { matrixView } from "./view.js";

export function activate(context?: RendererContext): NotebookRenderer {
  return rendererOf(parseMatrix, matrixView, context);
}
