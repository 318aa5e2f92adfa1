import { assignIds } from "../ids.js";
import type { Cell, Notebook } from "../notebook.js";
import { readMark, unescapeMark } from "../script-mark.js";

/**
 * A script as a notebook: `// %%` begins a cell, `// %% [markdown]` prose in comments. A script
 * without such lines is one cell.
 *
 * @param language - of the file: `typescript` or `javascript`
 */
export function importScript(script: string, language = "typescript"): Notebook {
  const lines = script
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .split("\n");
  const drafts: Draft[] = [{ language, lines: [] }];
  for (const line of lines) {
    const mark = readMark(line);
    if (mark === null) drafts.at(-1)?.lines.push(unescapeMark(line));
    else drafts.push({ language: mark.language ?? language, lines: titleLine(mark.title) });
  }
  return notebook(drafts);
}

interface Draft {
  readonly language: string;
  readonly lines: string[];
}

const titleLine = (title: string) => (title === "" ? [] : [`// ${title}`]);

function notebook(drafts: readonly Draft[]): Notebook {
  const sources = drafts.map(sourceOf);
  const kept = drafts.flatMap((draft, i) => {
    const source = sources[i] as string;
    // Before the first mark there often is nothing.
    return i === 0 && source === "" ? [] : [{ language: draft.language, source }];
  });
  const ids = assignIds(kept);
  return { metadata: {}, cells: kept.map((each, i) => cell(each, ids[i] as string)) };
}

function cell({ language, source }: { language: string; source: string }, id: string): Cell {
  if (language === "markdown" || language === "md") return { id, type: "markdown", source };
  return { id, type: "code", language, source, outputs: [] };
}

const isScript = (language: string) => language === "typescript" || language === "javascript";

function sourceOf({ language, lines }: Draft): string {
  const text = isScript(language) ? lines : lines.map((line) => line.replace(/^\/\/ ?/, ""));
  return text.join("\n").replace(/^(?:\s*\n)+|\s+$/g, "");
}
