/**
 * Shown values that renderers look into, also while a cell runs. They lie on memory shared with the
 * worker that made them; what no output shows any more, and the oldest beyond the budget, is let go:
 * their outputs fall back to their previews.
 */
import { Worker } from "node:worker_threads";
import type { StoreAnswer, StoreQuestion } from "../../../engine/display/store-messages.js";
import type { KeptValue } from "../messages.js";
import type { HeldMatrix } from "../store/matrix.js";
import type { StoreReply, StoreRequest } from "../store/thread.js";
import { Spectra } from "./spectra.js";

/** Of the memory that the process may use, for values that are only held because they are shown. */
const SHARE = 0.25;

interface Entry {
  readonly hold: number;
  readonly matrix: HeldMatrix;
  readonly symmetric: boolean;
  /** Outputs that show it: a cell's, or those under a handle of a cell. */
  readonly shownBy: Set<string>;
}

export class DisplayStore {
  readonly #budget: number;
  readonly #spectra: Spectra;
  readonly #released: (hold: number) => void;
  /** The oldest first. */
  readonly #entries = new Map<string, Entry>();
  readonly #waiting = new Map<number, (answer: StoreAnswer) => void>();
  #thread: Worker | null = null;
  #asked = 0;
  #bytes = 0;

  /**
   * @param memoryBytes - what the whole process may use
   * @param released - what was given under that number is no longer needed here
   */
  constructor(memoryBytes: number, released: (hold: number) => void) {
    this.#budget = memoryBytes * SHARE;
    this.#spectra = new Spectra(memoryBytes);
    this.#released = released;
  }

  keep({ hold, key, cell, handle, matrix, symmetric }: KeptValue): void {
    const owner = ownerOf(cell, handle);
    const known = this.#entries.get(key);
    if (known === undefined) {
      this.#entries.set(key, { hold, matrix, symmetric, shownBy: new Set([owner]) });
      this.#bytes += matrix.data.byteLength;
      this.#send({ type: "hold", key, matrix, symmetric });
    } else {
      known.shownBy.add(owner);
      this.#released(hold);
      this.#entries.delete(key);
      this.#entries.set(key, known);
    }
    this.#shrink();
  }

  /** The outputs of a cell are gone; with a handle, what it showed is replaced. */
  release(cell: string, handle: string | null = null): void {
    const owner = ownerOf(cell, handle);
    for (const [key, { shownBy }] of this.#entries) {
      for (const one of [...shownBy])
        if (one === owner || (handle === null && one.startsWith(`${owner}\n`))) shownBy.delete(one);
      if (shownBy.size === 0) this.#drop(key);
    }
  }

  ask(question: StoreQuestion): Promise<StoreAnswer> {
    const { key } = question;
    const entry = this.#entries.get(key);
    if (entry === undefined) return Promise.resolve(NOT_HELD);
    if (question.about === "spectrum")
      return this.#spectra.find(key, entry.matrix, entry.symmetric);
    if (question.about === "stop") {
      this.#spectra.drop(key);
      return Promise.resolve(STOPPED);
    }
    return new Promise((resolve) => {
      const id = ++this.#asked;
      this.#waiting.set(id, resolve);
      this.#send({ type: "ask", id, question });
    });
  }

  /** The worker that made them is gone, and its variables. */
  clear(): void {
    this.#entries.clear();
    this.#spectra.clear();
    this.#bytes = 0;
    void this.#thread?.terminate();
    this.#ended();
  }

  #shrink(): void {
    for (const key of this.#entries.keys()) {
      if (this.#bytes <= this.#budget) return;
      this.#drop(key);
    }
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#bytes -= entry.matrix.data.byteLength;
    this.#entries.delete(key);
    this.#spectra.drop(key);
    this.#send({ type: "drop", key });
    this.#released(entry.hold);
  }

  #send(request: StoreRequest): void {
    this.#thread ??= this.#start();
    this.#thread.postMessage(request);
  }

  #start(): Worker {
    const thread = new Worker(new URL("./store.js", import.meta.url));
    thread.unref();
    thread.on("message", ({ id, answer }: StoreReply) => {
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    });
    thread.on("error", () => this.clear());
    return thread;
  }

  #ended(): void {
    this.#thread = null;
    for (const resolve of this.#waiting.values()) resolve(NOT_HELD);
    this.#waiting.clear();
  }
}

const ownerOf = (cell: string, handle: string | null) =>
  handle === null ? cell : `${cell}\n${handle}`;

const NOT_HELD: StoreAnswer = { is: "gone", reason: "The kernel no longer holds these values." };
const STOPPED: StoreAnswer = { is: "gone", reason: "Stopped." };
