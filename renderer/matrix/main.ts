/** Renders `application/vnd.ntkbook.kernel+json`. */
import { rendererOf } from "../mount.js";
import type { NotebookRenderer, RendererContext } from "../notebook.js";
import { parseKernel } from "../payload/kernel.js";
import { kernelView } from "./view.js";

export function activate(context?: RendererContext): NotebookRenderer {
  return rendererOf(parseKernel, kernelView, context);
}
