/**
 * Stored outputs of a kind that the editor would execute or insert as markup are given a MIME type of
 * ours when a file is opened, and their own again when it is saved. What a cell shows when it is run
 * keeps its type: opening a file never runs code, running a cell is the person's act.
 */

const active = new Set([
  "text/html",
  "image/svg+xml",
  "application/xhtml+xml",
  "application/javascript",
  "text/javascript",
  "application/x-javascript",
  "application/ecmascript",
  "text/ecmascript",
  "application/vnd.jupyter.widget-view+json",
]);

const PREFIX = "application/vnd.ntkbook.inert.";

/** `text/html` becomes `application/vnd.ntkbook.inert.text+html`; what is not active is unchanged. */
export function deactivate(mime: string): string {
  const [type = ""] = mime.toLowerCase().split(";");
  return active.has(type.trim()) ? PREFIX + mime.replace("/", "+") : mime;
}

/** The inverse of {@link deactivate}. */
export const reactivate = (mime: string): string =>
  mime.startsWith(PREFIX) ? mime.slice(PREFIX.length).replace("+", "/") : mime;
