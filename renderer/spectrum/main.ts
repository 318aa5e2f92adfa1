/** Renders `application/vnd.ntkbook.spectrum+json`. */
import { rendererOf } from "../mount.js";
import type { NotebookRenderer, RendererContext } from "../notebook.js";
import { parseSpectrum } from "../payload/spectrum.js";
import { spectrumView } from "./view.js";

export function activate(context?: RendererContext): NotebookRenderer {
  return rendererOf(parseSpectrum, spectrumView, context);
}
