import {
  type CodeCell,
  ERROR_MIME,
  type Notebook,
  type Output,
  type OutputItem,
} from "../notebook.js";
import { joinStreams } from "../outputs.js";
import { withoutColors } from "./markup.js";
import { stackOf } from "./page-output.js";

/** A text and the pictures it shows, which lie beside it. */
export interface MarkdownExport {
  readonly text: string;
  readonly pictures: readonly Picture[];
}

export interface Picture {
  /** Relative to the text, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Between two prose cells that nothing else parts; outputs stand between their own marks. */
export const CELL_MARK = "<!-- cell -->";
export const OUTPUT_MARKS = ["<!-- output -->", "<!-- end of output -->"] as const;
/** Around prose with fences that would be cells. */
export const PROSE_MARKS = ["<!-- prose -->", "<!-- end of prose -->"] as const;

/** Languages whose fences are cells that run; every other fence is part of the prose. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  ts: "typescript",
  typescript: "typescript",
  js: "javascript",
  javascript: "javascript",
};

const RUNS = new RegExp(`^ {0,3}(\`{3,}|~{3,}) *(${Object.keys(LANGUAGES).join("|")})\\b`, "im");

/**
 * The notebook as Markdown: prose as it is, code in fences, outputs between comments that
 * {@link importMarkdown} knows (as it does prose whose fences would be cells), and pictures as files.
 *
 * @param folder - where the pictures are to lie, relative to the text
 */
export function exportMarkdown(notebook: Notebook, folder: string): MarkdownExport {
  const pictures: Picture[] = [];
  const picture = (item: OutputItem): string => {
    const path = `${folder}/${pictures.length + 1}.${extensionOf(item.mime)}`;
    const bytes = "bytes" in item ? item.bytes : new TextEncoder().encode(item.text);
    pictures.push({ path, bytes });
    return encodeURI(path);
  };
  const parts = notebook.cells.map((cell, index) => {
    const follows = cell.type === "markdown" && notebook.cells[index - 1]?.type === "markdown";
    const text = cell.type === "markdown" ? proseText(cell.source) : codeText(cell, picture);
    return follows ? `${CELL_MARK}\n\n${text}` : text;
  });
  return { text: `${parts.join("\n\n")}\n`, pictures };
}

const proseText = (source: string) =>
  RUNS.test(source) ? [PROSE_MARKS[0], source, PROSE_MARKS[1]].join("\n\n") : source;

type SavePicture = (item: OutputItem) => string;

function codeText({ source, language, outputs }: CodeCell, picture: SavePicture): string {
  const code = fenced(source, language === "typescript" ? "ts" : language);
  if (outputs.length === 0) return code;
  const shown = joinStreams(outputs).map((output) => outputText(output, picture));
  return [code, OUTPUT_MARKS[0], ...shown, OUTPUT_MARKS[1]].join("\n\n");
}

function outputText({ items }: Output, picture: SavePicture): string {
  const image = items.find(({ mime }) => /^image\/(png|jpeg|gif|webp|svg\+xml)$/.test(mime));
  const plain = items.find(({ mime }) => mime === "text/plain") ?? items[0];
  const text = plain !== undefined && "text" in plain ? readable(plain) : "";
  if (image === undefined) return fenced(withoutColors(text).replace(/\n$/, ""), "text");
  const alt = text.trim().split("\n")[0] ?? "";
  return `![${alt.replace(/[[\]\\]/g, "\\$&")}](${picture(image)})`;
}

const readable = ({ mime, text }: { mime: string; text: string }) =>
  mime === ERROR_MIME ? stackOf(text) : text;

/** A fence is longer than every run of backquotes within. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}${text === "" ? "" : "\n"}${fence}`;
}

const extensionOf = (mime: string) =>
  mime.slice("image/".length).replace("svg+xml", "svg").replace("jpeg", "jpg");
