/** Renders `application/vnd.ntkbook.kernel+json`. */
import { rendererOf } from "../mount.js";
import type { NotebookRenderer } from "../notebook.js";
import { parseKernel } from "../payload/kernel.js";
import { kernelView } from "./view.js";

export function activate(): NotebookRenderer {
  return rendererOf(parseKernel, kernelView);
}
