import MarkdownIt from "markdown-it";
import { assignIds } from "../ids.js";
import type { Cell, Notebook } from "../notebook.js";
import { CELL_MARK, LANGUAGES, OUTPUT_MARKS, PROSE_MARKS } from "../export/markdown.js";

const parser = new MarkdownIt("commonmark");

/** Lines `from` up to `to`, without `to`, and what they are. */
interface Block {
  readonly from: number;
  readonly to: number;
  /** Null for what stands between cells and belongs to none. */
  readonly cell: Draft | null;
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
    if (cell !== null) cells.push(cell);
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

/** What stands between two marks. */
interface Open {
  readonly from: number;
  readonly inner: number;
  readonly marks: readonly [string, string];
}

/** Top-level fences, marks between cells, and outputs and prose from mark to mark. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split("\n");
  let open: Open | null = null;
  for (const { type, level, map, info, content } of parser.parse(text, {})) {
    if (map === null || level !== 0) continue;
    const [from, to] = map;
    const mark = type === "html_block" ? content.trim() : "";
    const marks = [OUTPUT_MARKS, PROSE_MARKS].find(([begin]) => begin === mark);
    if (open !== null) {
      if (mark !== open.marks[1]) continue;
      const [cell = null] = open.marks === PROSE_MARKS ? prose(lines.slice(open.inner, from)) : [];
      blocks.push({ from: open.from, to, cell });
      open = null;
    } else if (marks !== undefined) open = { from, inner: to, marks };
    else if (mark === CELL_MARK) blocks.push({ from, to, cell: null });
    else if (type === "fence") blocks.push(...codeBlock({ from, to }, info, content));
  }
  return blocks;
}

function codeBlock(range: { from: number; to: number }, info: string, content: string): Block[] {
  const language = LANGUAGES[info.trim().split(/\s+/)[0]?.toLowerCase() ?? ""];
  return language === undefined
    ? []
    : [
        {
          ...range,
          cell: { type: "code", language, source: content.replace(/\n$/, ""), outputs: [] },
        },
      ];
}
