/**
 * Stored outputs reach an editor's renderers when a file is opened. In a trusted workspace VS Code
 * inserts HTML, SVG, Markdown, LaTeX, `text/x-…` and JSON as markup, runs scripts, and makes links of
 * what an error's text says is one; renderers of other extensions do as they like. So only what is shown
 * as it is keeps its type. Everything else gets one of ours on reading, and its own again on writing:
 * opening a file never runs code, running a cell is the person's act.
 */

const passive = [
  /^text\/plain$/i,
  /^image\/(png|jpeg|gif|webp|avif|bmp)$/i,
  /^application\/vnd\.code\.notebook\.(stdout|stderr)$/i,
  /^application\/vnd\.ntkbook\./i,
];

const PREFIX = "application/vnd.ntkbook.inert.";

/** `text/html` becomes `application/vnd.ntkbook.inert.text+html`; what is passive is unchanged. */
export const deactivate = (mime: string): string =>
  passive.some((type) => type.test(mime)) ? mime : PREFIX + mime.replace("/", "+");

/** The inverse of {@link deactivate}: no registered type has a plus before its slash. */
export const reactivate = (mime: string): string =>
  mime.startsWith(PREFIX) ? mime.slice(PREFIX.length).replace("+", "/") : mime;
