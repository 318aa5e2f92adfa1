// One call of parallel(): a few shared words from which every thread draws tiles. Each job has its own
// words, so that a thread that comes late (still starting, or woken after the end) draws nothing.
import { checkInterrupt } from "../platform/interrupt.js";
import { reportProgress } from "../platform/progress.js";
import type { Scratch } from "./scratch.js";
import { tasks, type PayloadOf, type Task, type TaskName } from "./tasks.js";

/** What a pool thread is told. */
export interface Job<Name extends TaskName = TaskName> {
  readonly task: Name;
  readonly payload: PayloadOf<Name>;
  readonly tiles: number;
  readonly words: Int32Array;
  readonly interrupt: Int32Array | null;
}

/** The next tile to draw; how many tiles will be done (less than all after a stop); how many are. */
const NEXT = 0;
const EXPECTED = 1;
const DONE = 2;
const WORDS = 3;

/** More than any number of tiles: nothing is drawn from here on. */
const CLOSED = 1 << 30;

export function jobWords(tiles: number): Int32Array {
  const words = new Int32Array(new SharedArrayBuffer(4 * WORDS));
  words[EXPECTED] = tiles;
  return words;
}

/**
 * Draws and does tiles until none is left. After an error no thread begins another tile.
 *
 * @throws the tile's error, and InterruptError.
 */
export function drawTiles(job: Job, scratch: Scratch, onError: (error: unknown) => void): void {
  const task: Task<never> = tasks[job.task];
  for (;;) {
    const tile = Atomics.add(job.words, NEXT, 1);
    if (tile >= job.tiles) return;
    try {
      checkInterrupt();
      reportProgress(tile, job.tiles);
      task(job.payload as never, tile, scratch);
    } catch (error) {
      close(job);
      onError(error);
    }
    Atomics.add(job.words, DONE, 1);
    Atomics.notify(job.words, DONE);
  }
}

function close({ words, tiles }: Job): void {
  const drawn = Atomics.exchange(words, NEXT, CLOSED);
  if (drawn < tiles) Atomics.store(words, EXPECTED, drawn);
}

/** Waits until every tile that was drawn is done. */
export function waitForTiles({ words }: Job): void {
  for (;;) {
    const done = Atomics.load(words, DONE);
    if (done >= Atomics.load(words, EXPECTED)) return;
    Atomics.wait(words, DONE, done);
  }
}
