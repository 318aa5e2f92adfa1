/** Renders `application/vnd.ntkbook.jacobian+json`. */
import { rendererOf } from "../mount.js";
import type { NotebookRenderer, RendererContext } from "../notebook.js";
import { parseJacobian } from "../payload/jacobian.js";
import { jacobianView } from "./view.js";

export function activate(context?: RendererContext): NotebookRenderer {
  return rendererOf(parseJacobian, jacobianView, context);
}
