/** Markdown to HTML for pages: as the editor draws it, formulas included, but with HTML as text. */
import katexPlugin from "@vscode/markdown-it-katex";
import MarkdownIt from "markdown-it";
import { highlight } from "./highlight.js";

/**
 * Without raw HTML markdown-it makes safe markup: it refuses addresses that act (`javascript:`), and
 * KaTeX's commands that make links are not trusted. MathML needs no fonts and no script.
 */
const renderer = new MarkdownIt({ html: false, highlight });
const formulas = { output: "mathml", throwOnError: false, enableFencedBlocks: true };
renderer.use(defaultOf(katexPlugin), formulas);

export const renderProse = (markdown: string): string => renderer.render(markdown);

/** A CommonJS module with a default export, as Node and bundlers hand it over. */
function defaultOf(plugin: typeof katexPlugin): typeof katexPlugin {
  return (plugin as { readonly default?: typeof katexPlugin }).default ?? plugin;
}
