/** A `.ntkbook` file that cannot be read. The message begins with the place and ends with what to do. */
export class FormatError extends Error {
  override name = "FormatError";
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units as editors count. */
  readonly column: number;

  constructor(message: string, { line, column }: Position) {
    super(`Line ${line}, column ${column}: ${message}`);
    this.line = line;
    this.column = column;
  }
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The line and column, both from 1, of an offset into a text. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1 && end < offset; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}
