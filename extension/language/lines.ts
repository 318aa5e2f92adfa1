import type { Position, Range } from "./protocol.js";

/** A text's lines as an editor counts them: TypeScript would break at U+2028 as well. */
export class Lines {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const breaks = [...text.matchAll(/\r\n|\n|\r/g)];
    this.#starts = [0, ...breaks.map((found) => found.index + found[0].length)];
    this.#length = text.length;
  }

  offsetAt({ line, character }: Position): number {
    const start = this.#starts[line] ?? this.#length;
    return Math.min(start + character, this.#starts[line + 1] ?? this.#length);
  }

  positionAt(offset: number): Position {
    const after = this.#starts.findIndex((start) => start > offset);
    const line = (after === -1 ? this.#starts.length : after) - 1;
    return { line, character: offset - (this.#starts[line] ?? 0) };
  }

  range(start: number, end: number): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }
}
