/** The lines of a script that begin its cells, as editors and other notebooks know them. */
export const SCRIPT_MARK = "// %%";

/** In brackets what is not TypeScript; other programs put a title behind. */
const MARK = /^\/\/ ?%%(?:\s*\[([\w-]+)\])?(.*)$/;

/** A line of a cell's own that reads like a mark, under any number of escapes. */
const LIKE_MARK = /^(?:\/\/ )*\/\/ ?%%/gm;
const ESCAPED = /^\/\/ (?=(?:\/\/ )*\/\/ ?%%)/;

/** Language and title of a cell, when that line begins one. */
export function readMark(line: string): { language: string | undefined; title: string } | null {
  const mark = MARK.exec(line);
  return mark && { language: mark[1], title: (mark[2] ?? "").trim() };
}

/** As Jupytext escapes what reads like a mark: by one more comment sign, which the import takes away. */
export const escapeMarks = (text: string): string => text.replace(LIKE_MARK, "// $&");

export const unescapeMark = (line: string): string => line.replace(ESCAPED, "");
