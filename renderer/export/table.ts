/** Numbers and words in rows, and the texts that other programs read. */

export interface Table {
  /** Names of the columns; null when they have none. */
  readonly header: readonly string[] | null;
  readonly rows: number;
  readonly cols: number;
  readonly at: (row: number, col: number) => number | string | null;
  readonly dtype: "float64" | "float32";
  /** What a person must know of these numbers, e.g. that they are means. */
  readonly note?: string;
}

/** More entries than this are no longer a text to copy. */
export const MOST_TEXT_ENTRIES = 2_000_000;

/** Fields with separators, quotes or line ends are quoted (RFC 4180); numbers keep all their digits. */
export function separated(table: Table, separator: "," | "\t"): string {
  const lines = rowsOf(table).map((row) => row.map((cell) => field(cell, separator)));
  const head = table.header === null ? [] : [table.header.map((name) => field(name, separator))];
  return [...head, ...lines].map((line) => line.join(separator)).join("\n") + "\n";
}

/** A list of rows, or of objects where the columns have names; NaN and ±∞, which JSON has not, as text. */
export function jsonOf(table: Table): string {
  const { header } = table;
  const rows = rowsOf(table).map((row) => row.map(jsonValue));
  if (header === null) return JSON.stringify(rows);
  const named = (row: readonly (number | string | null)[]) =>
    Object.fromEntries(row.map((value, col) => [header[col] ?? String(col), value]));
  return JSON.stringify(rows.map(named));
}

function rowsOf({ rows, cols, at }: Table): (number | string | null)[][] {
  if (rows * cols > MOST_TEXT_ENTRIES) {
    throw new RangeError(`${rows} × ${cols} entries are too many for a text; save them as .npy`);
  }
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: cols }, (__, c) => at(row, c)),
  );
}

function field(value: number | string | null, separator: string): string {
  const text = value === null ? "" : String(value);
  const quoted = text.includes(separator) || /["\r\n]/.test(text);
  return quoted ? `"${text.replaceAll('"', '""')}"` : text;
}

function jsonValue(value: number | string | null): number | string | null {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
