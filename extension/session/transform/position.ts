/** A place in a cell as a person counts: both from 1, columns in UTF-16 units as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function positionOf(source: string, offset: number): Position {
  const before = source.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** The line with a caret under the column: what a syntax error shows. */
export function excerpt(source: string, { line, column }: Position): string {
  const text = source.split(/\r\n|\n|\r/)[line - 1] ?? "";
  const margin = `${line} | `;
  // Tabs stay tabs, so that the caret stands where the line's own tabs put it.
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, " ");
  return `${margin}${text}\n${" ".repeat(margin.length - 2)}| ${indent}^`;
}
