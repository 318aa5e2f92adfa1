/** Width of a text in pixels, at a size in pixels. */
export type Measure = (text: string, size: number) => number;

/** Lines of whole words, none wider than `width` pixels unless one word is. */
export function wrapped(measure: Measure, text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && measure(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
