import type { Cell, Notebook } from "../notebook.js";
import { titleOf } from "../title.js";
import { highlight } from "./highlight.js";
import { escapeHtml } from "./markup.js";
import { renderOutput } from "./page-output.js";
import { PAGE_STYLE } from "./page-style.js";
import { renderProse } from "./prose.js";

export interface HtmlOptions {
  /** When the notebook has no heading, its file's name. */
  readonly title: string;
  /** The text of `dist/renderer/page.js`, which makes the figures alive. */
  readonly script: string;
}

/**
 * The notebook as one HTML file that needs nothing else: no network, no kernel. Prose, code and
 * figures; the figures are alive where scripts run and pictures where they do not.
 *
 * The page's policy lets only our own script run (by its hash) and nothing be fetched: what the
 * notebook brings along is text, an image, or a document in a sandbox.
 */
export async function exportHtml(notebook: Notebook, options: HtmlOptions): Promise<string> {
  const title = escapeHtml(titleOf(notebook) ?? options.title);
  const policy = [
    "default-src 'none'",
    `script-src '${await hashOf(options.script)}'`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="NTKbook">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${notebook.cells.map(renderCell).join("\n")}
</main>
<script>${options.script}</script>
</body>
</html>
`;
}

function renderCell(cell: Cell): string {
  if (cell.type === "markdown")
    return `<section class="prose">\n${renderProse(cell.source)}</section>`;
  const code = highlight(cell.source, cell.language);
  const outputs = cell.outputs.map(renderOutput).join("\n");
  return `<section class="code">\n<pre class="source"><code>${code}</code></pre>\n${outputs}\n</section>`;
}

async function hashOf(script: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
