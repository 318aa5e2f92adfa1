/** Spectra of shown matrices: found when somebody asks, each in a thread that can be ended. */
import { Worker } from "node:worker_threads";
import { isSolvable, tooLarge } from "../../../engine/display/drawing/solvable.js";
import type { StoreAnswer } from "../../../engine/display/store-messages.js";
import type { HeldMatrix } from "../store/matrix.js";
import type { SpectrumTask } from "../store/spectrum-thread.js";

const MIB = 2 ** 20;
/** What an engine of its own takes, and beside the copy of the matrix its packed panels. */
const ENGINE_BYTES = 150 * MIB;
const BYTES_AN_ENTRY = 9;

interface Sought {
  readonly thread: Worker;
  readonly answer: Promise<StoreAnswer>;
}

export class Spectra {
  readonly #limitBytes: number;
  readonly #sought = new Map<string, Sought>();

  /** @param limitBytes - of the whole process; beyond it everything would be lost */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Who asks again gets the same answer. */
  find(key: string, matrix: HeldMatrix, symmetric: boolean): Promise<StoreAnswer> {
    const known = this.#sought.get(key);
    if (known !== undefined) return known.answer;
    const why = this.#whyNot(matrix, symmetric);
    if (why !== null) return Promise.resolve(gone(why));
    const sought = start({ matrix, symmetric });
    this.#sought.set(key, sought);
    return sought.answer;
  }

  /** Also forgets what was found. */
  drop(key: string): void {
    void this.#sought.get(key)?.thread.terminate();
    this.#sought.delete(key);
  }

  clear(): void {
    for (const key of [...this.#sought.keys()]) this.drop(key);
  }

  #whyNot({ rows, cols }: HeldMatrix, symmetric: boolean): string | null {
    if (!isSolvable({ rows, cols, symmetric })) return tooLarge({ rows, cols, symmetric });
    const needed = ENGINE_BYTES + BYTES_AN_ENTRY * rows * cols;
    const free = this.#limitBytes - process.memoryUsage.rss();
    if (needed <= free) return null;
    const mebibytes = (bytes: number) => Math.max(0, Math.round(bytes / MIB));
    return `Rank and condition take ${mebibytes(needed)} MiB of memory, and the kernel has ${mebibytes(free)} MiB left.`;
  }
}

function start(task: SpectrumTask): Sought {
  const thread = new Worker(new URL("./spectrum.js", import.meta.url), { workerData: task });
  thread.unref();
  const answer = new Promise<StoreAnswer>((resolve) => {
    thread.on("message", (found: StoreAnswer) => {
      resolve(found);
      // Threads of its pool would sleep on.
      void thread.terminate();
    });
    thread.on("error", ({ message }) => resolve(gone(message)));
    thread.on("exit", () => resolve(gone("Stopped.")));
  });
  return { thread, answer };
}

const gone = (reason: string): StoreAnswer => ({ is: "gone", reason });
