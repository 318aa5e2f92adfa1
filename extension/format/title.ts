import type { Notebook } from "./notebook.js";

/** The notebook's first heading; null when it has none. */
export function titleOf({ cells }: Notebook): string | null {
  for (const cell of cells) {
    const heading = cell.type === "markdown" ? /^#{1,6}\s+(.+?)\s*#*$/m.exec(cell.source) : null;
    if (heading !== null) return plainWords(heading[1] ?? "");
  }
  return null;
}

/** The first sentence of prose below the heading; empty when there is none. */
export function summaryOf({ cells }: Notebook): string {
  const prose = cells.find(({ type }) => type === "markdown")?.source ?? "";
  const paragraph = prose.split(/\n\s*\n/).find((text) => /^\s*[^#\s]/.test(text)) ?? "";
  const words = plainWords(paragraph.replace(/\s+/g, " ").trim());
  return /^.*?[.!?](?= |$)/.exec(words)?.[0] ?? words;
}

/** Markdown's marks of emphasis and code taken away. */
const plainWords = (markdown: string): string => markdown.replace(/[*_`$]/g, "");
