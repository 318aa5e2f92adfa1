/** Renders stored outputs that would be executed: HTML and scripts as text, SVG as an image, which runs nothing. */
import { html } from "../dom.js";
import type { NotebookRenderer, OutputItem } from "../notebook.js";
import { STYLE } from "../style.js";

const PREFIX = "application/vnd.ntkbook.inert.";

export function activate(): NotebookRenderer {
  return {
    renderOutputItem(item, element) {
      const root = html("div", { className: "ntkbook" }, note(item), content(item));
      element.replaceChildren(html("style", {}, STYLE), root);
    },
    disposeOutputItem: () => undefined,
  };
}

/** `application/vnd.ntkbook.inert.text+html` was `text/html`. */
const mimeOf = ({ mime }: OutputItem) => mime.slice(PREFIX.length).replace("+", "/");

function note(item: OutputItem): HTMLElement {
  const message = `Stored ${mimeOf(item)} output, not executed. Run the cell to see it alive.`;
  return html("p", { className: "caption" }, message);
}

function content(item: OutputItem): HTMLElement {
  const text = item.text();
  if (!mimeOf(item).startsWith("image/svg+xml")) return html("pre", { className: "excerpt" }, text);
  const src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  return html("img", { src, alt: "Stored SVG image" });
}
