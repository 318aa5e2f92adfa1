import type { Cell, Notebook } from "../notebook.js";
import { escapeMarks, SCRIPT_MARK } from "../script-mark.js";

/**
 * The notebook as one TypeScript file: a `// %%` line begins a cell, prose is comments. Cells in other
 * languages are comments, too. Outputs are left out.
 */
export const exportScript = ({ cells }: Notebook): string =>
  `${cells.map((cell) => `${heading(cell)}\n${body(cell)}`.trimEnd()).join("\n\n")}\n`;

function heading(cell: Cell): string {
  if (cell.type === "markdown") return `${SCRIPT_MARK} [markdown]`;
  return runs(cell.language) ? SCRIPT_MARK : `${SCRIPT_MARK} [${cell.language}]`;
}

const body = (cell: Cell): string =>
  escapeMarks(cell.type === "code" && runs(cell.language) ? cell.source : commented(cell.source));

/** JavaScript is TypeScript. */
const runs = (language: string) => language === "typescript" || language === "javascript";

const commented = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? "//" : `// ${line}`))
    .join("\n");
