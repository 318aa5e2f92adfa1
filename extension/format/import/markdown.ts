import MarkdownIt from "markdown-it";
import { assignIds } from "../ids.js";
import type { Cell, Notebook } from "../notebook.js";
import { CELL_MARK, OUTPUT_MARKS } from "../export/markdown.js";

/** Languages whose fences are cells that run; every other fence is part of the prose. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ts: "typescript",
  typescript: "typescript",
  js: "javascript",
  javascript: "javascript",
};

const parser = new MarkdownIt("commonmark");

/** Lines `from` up to `to`, without `to`, and what they are. */
interface Block {
  readonly from: number;
  readonly to: number;
  /** Null for what stands between cells and belongs to none. */
  readonly cell: { readonly language: string; readonly source: string } | null;
}

/**
 * Markdown as a notebook: TypeScript and JavaScript fences become cells, the text between them prose.
 * What {@link exportMarkdown} wrote as outputs is left out: running the cells makes it again.
 */
export function importMarkdown(markdown: string): Notebook {
  const text = markdown.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const lines = text.split("\n");
  const cells: Draft[] = [];
  let line = 0;
  for (const { from, to, cell } of blocksOf(text)) {
    cells.push(...prose(lines.slice(line, from)));
    if (cell !== null) cells.push({ type: "code", ...cell, outputs: [] });
    line = to;
  }
  cells.push(...prose(lines.slice(line)));
  const ids = assignIds(cells);
  return { metadata: {}, cells: cells.map((cell, i) => ({ id: ids[i] as string, ...cell })) };
}

type Draft = DistributiveOmit<Cell, "id">;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function prose(lines: readonly string[]): Draft[] {
  const source = lines.join("\n").replace(/^\s*\n|\s+$/g, "");
  return source.trim() === "" ? [] : [{ type: "markdown", source }];
}

/** Top-level fences, marks between cells, and outputs from mark to mark. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let output: number | null = null;
  for (const { type, level, map, info, content } of parser.parse(text, {})) {
    if (map === null || level !== 0) continue;
    const [from, to] = map;
    const mark = type === "html_block" ? content.trim() : "";
    if (mark === OUTPUT_MARKS[1] && output !== null) {
      blocks.push({ from: output, to, cell: null });
      output = null;
    } else if (output !== null) continue;
    else if (mark === OUTPUT_MARKS[0]) output = from;
    else if (mark === CELL_MARK) blocks.push({ from, to, cell: null });
    else if (type === "fence") blocks.push(...codeBlock({ from, to }, info, content));
  }
  return blocks;
}

function codeBlock(range: { from: number; to: number }, info: string, content: string): Block[] {
  const language = LANGUAGES[info.trim().split(/\s+/)[0]?.toLowerCase() ?? ""];
  return language === undefined
    ? []
    : [{ ...range, cell: { language, source: content.replace(/\n$/, "") } }];
}
