/**
 * How much console text one cell may put out. Past the limit the last lines are kept back and handed over
 * when the cell ends, with a note of what is missing between.
 */
import type { StreamName } from "../protocol.js";

export interface Piece {
  readonly name: StreamName;
  readonly text: string;
}

const LIMIT = { characters: 1_000_000, lines: 10_000 };
const KEPT = { characters: 20_000, lines: 100 };

export class StreamBudget {
  #characters = 0;
  #lines = 0;
  #exhausted = false;
  #cut = { characters: 0, lines: 0 };
  #tail: Piece[] = [];

  /** What of the piece is to be shown now. */
  take(piece: Piece): Piece[] {
    if (this.#exhausted) {
      this.#keep(piece);
      return [];
    }
    this.#characters += piece.text.length;
    this.#lines += countLines(piece.text);
    if (this.#characters <= LIMIT.characters && this.#lines <= LIMIT.lines) return [piece];
    this.#exhausted = true;
    this.#keep(piece);
    return [note(`\n[more output follows; its last lines are shown when the cell ends]\n`)];
  }

  /** What was kept back, at the end of the run. Later output is dropped but for its last lines, too. */
  drain(): Piece[] {
    if (this.#tail.length === 0) return [];
    this.#trim();
    const tail = this.#tail;
    const { characters, lines } = this.#cut;
    this.#tail = [];
    this.#cut = { characters: 0, lines: 0 };
    const missing =
      characters === 0 ? [] : [note(`[${lines} lines (${characters} characters) not shown]\n`)];
    return [...missing, ...tail];
  }

  #keep(piece: Piece): void {
    this.#tail.push(piece);
    if (this.#tail.length > 2 * KEPT.lines) this.#trim();
    else if (piece.text.length > KEPT.characters) this.#trim();
  }

  /** Keeps whole pieces from the end, and of a huge last piece its end. */
  #trim(): void {
    const kept: Piece[] = [];
    let room = KEPT.characters;
    for (const piece of this.#tail.toReversed().slice(0, KEPT.lines)) {
      if (room <= 0) break;
      const text = piece.text.slice(-room);
      room -= text.length;
      kept.unshift({ ...piece, text });
    }
    this.#cut = {
      characters: this.#cut.characters + total(this.#tail, length) - total(kept, length),
      lines: this.#cut.lines + total(this.#tail, countLines) - total(kept, countLines),
    };
    this.#tail = kept;
  }
}

const note = (text: string): Piece => ({ name: "stderr", text });
const length = (text: string) => text.length;
const total = (pieces: readonly Piece[], measure: (text: string) => number) =>
  pieces.reduce((sum, { text }) => sum + measure(text), 0);

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
