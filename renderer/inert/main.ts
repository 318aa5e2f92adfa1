/** Renders stored outputs that would be interpreted: as text, and SVG as an image, which runs nothing. */
import { html } from "../dom.js";
import type { NotebookRenderer, OutputItem } from "../notebook.js";
import { STYLE } from "../style.js";

const PREFIX = "application/vnd.ntkbook.inert.";

export function activate(): NotebookRenderer {
  return {
    renderOutputItem(item, element) {
      const root = html("div", { className: "ntkbook" }, ...content(item));
      element.replaceChildren(html("style", {}, STYLE), root);
    },
    disposeOutputItem: () => undefined,
  };
}

function content(item: OutputItem): HTMLElement[] {
  const mime = mimeOf(item);
  if (mime === "application/vnd.code.notebook.error") return [excerpt(errorText(item))];
  if (mime.startsWith("image/svg+xml")) return [note(mime), image(item.text())];
  const text = item.text();
  return isBinary(text) ? [note(mime)] : [note(mime), excerpt(text)];
}

/** `application/vnd.ntkbook.inert.text+html` was `text/html`. */
const mimeOf = ({ mime }: OutputItem) => mime.slice(PREFIX.length).replace("+", "/");

const isBinary = (text: string) => text.includes("\0") || text.includes("\uFFFD");

const note = (mime: string) =>
  html("p", {
    className: "caption",
    textContent: `Stored ${mime} output, not executed. Run the cell to see it alive.`,
  });

const excerpt = (text: string) => html("pre", { className: "excerpt" }, text);

const image = (svg: string) =>
  html("img", {
    src: `data:image/svg+xml,${encodeURIComponent(svg)}`,
    alt: "Stored SVG image",
  });

/** The error's stack, which begins with its name and message. */
function errorText(item: OutputItem): string {
  try {
    const { stack } = item.json() as { readonly stack?: unknown };
    return typeof stack === "string" ? stack : item.text();
  } catch {
    return item.text();
  }
}
