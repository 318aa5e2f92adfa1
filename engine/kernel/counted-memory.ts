import { TERM_BYTES, type ProgramMemory, type TermRecord } from "./step.js";

type Stored = Float64Array | Int32Array | Uint32Array;

/** Counts what a program refers to, and has none of it made. */
export class CountedMemory implements ProgramMemory {
  bytes = 0;
  private readonly known = new Set<Stored>();

  /** @param numberBytes - Of a number in vectors. */
  constructor(private readonly numberBytes: number) {}

  vector(vector: Float64Array): number {
    return this.once(vector, vector.length * this.numberBytes);
  }

  made(length: number): number {
    return this.count(length * this.numberBytes);
  }

  words(words: Int32Array | Uint32Array): number {
    return this.once(words, words.length * 4);
  }

  list(length: number): number {
    return this.count(length * 4);
  }

  doubles(values: Float64Array): number {
    return this.count(values.length * 8);
  }

  terms(records: readonly TermRecord[]): number {
    for (const { deviations, sources } of records) {
      this.vector(deviations);
      this.words(sources);
    }
    return this.count(records.length * TERM_BYTES);
  }

  private once(stored: Stored, bytes: number): number {
    if (this.known.has(stored)) return 0;
    this.known.add(stored);
    return this.count(bytes);
  }

  private count(bytes: number): number {
    this.bytes += bytes;
    return 0;
  }
}
