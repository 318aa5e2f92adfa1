import { assetUrl } from "../platform/assets.js";
import { processors } from "../platform/environment.js";
import { checkInterrupt, interruptFlag } from "../platform/interrupt.js";
import { reportProgress } from "../platform/progress.js";
import { startThread, type Thread } from "../platform/thread.js";
import { DomainError } from "../errors.js";
import { drawTiles, jobWords, waitForTiles, type Job } from "./job.js";
import { wasm, type WasmSeed } from "./loader.js";
import { MAX_THREADS, scratchOf } from "./scratch.js";
import { tasks, type PayloadOf, type Task, type TaskName } from "./tasks.js";
import { fromThreadError, type ThreadError } from "./thread-error.js";

/** What a pool thread is started with. */
export interface PoolSeed extends WasmSeed {
  readonly thread: number;
  /** Counts the jobs posted; threads sleep on it. */
  readonly bell: Int32Array;
}

const bell = new Int32Array(new SharedArrayBuffer(4));
const pool: Thread[] = [];
let count = Math.min(processors(), MAX_THREADS);

/**
 * How many threads compute, the calling one included.
 *
 * @example
 * ```ts
 * threads(); // as many as the machine runs at once, unless setThreads was called
 * ```
 */
export function threads(): number {
  return count;
}

/**
 * Sets how many threads compute, the calling one included. Threads that are not needed any more sleep.
 * Results do not depend on the number, bit for bit.
 *
 * @throws {@link DomainError} unless 1 ≤ n ≤ 32.
 * @example
 * ```ts
 * setThreads(1); // leaves the other processors alone
 * ```
 */
export function setThreads(n: number): void {
  if (!Number.isInteger(n) || n < 1 || n > MAX_THREADS) {
    throw new DomainError(`setThreads: n = ${n}; use a whole number from 1 to ${MAX_THREADS}`);
  }
  count = n;
}

/**
 * Does the tiles 0 … tiles − 1 of a task on all threads, the caller included, and returns when all are
 * done. Synchronous: pool threads are reached while the caller never returns to its event loop.
 *
 * @param grain the fewest tiles worth a thread of their own; `Infinity` keeps the work on the caller.
 * @throws {@link InterruptError} when the person asked to stop; the first error of any tile.
 */
export function parallel<Name extends TaskName>(
  task: Name,
  payload: PayloadOf<Name>,
  tiles: number,
  grain = 1,
): void {
  const helpers = Math.min(count, Math.floor(tiles / grain)) - 1;
  if (helpers <= 0 || !isShared(payload)) {
    doAlone(task, payload, tiles);
    return;
  }
  const words = jobWords(tiles);
  const job: Job<Name> = { task, payload, tiles, words, interrupt: interruptFlag() };
  const called = call(job, helpers);
  const errors: unknown[] = [];
  drawTiles(job, scratchOf(0), (error) => errors.push(error));
  if (called.length > 0) waitForTiles(job);
  for (const thread of called) collectErrors(thread, errors);
  if (errors.length > 0) throw errors[0];
}

/** Without the words that threads share, whose making costs more than a small tile. */
function doAlone<Name extends TaskName>(name: Name, payload: PayloadOf<Name>, tiles: number): void {
  const task: Task<never> = tasks[name];
  const scratch = scratchOf(0);
  for (let tile = 0; tile < tiles; tile++) {
    checkInterrupt();
    reportProgress(tile, tiles);
    task(payload as never, tile, scratch);
  }
}

/** An ordinary buffer, however deep in the payload, would be copied to the thread, and what it writes there lost. */
function isShared(value: unknown): boolean {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof SharedArrayBuffer;
  return typeof value !== "object" || value === null || Object.values(value).every(isShared);
}

function call(job: Job, helpers: number): Thread[] {
  while (pool.length < helpers) pool.push(start(pool.length + 1));
  const called = pool.slice(0, helpers).filter((thread) => thread.runs());
  for (const thread of called) thread.post(job);
  Atomics.add(bell, 0, 1);
  Atomics.notify(bell, 0);
  return called;
}

function start(thread: number): Thread {
  const { module, memory, variant } = wasm();
  const seed: PoolSeed = { module, memory, variant, thread, bell };
  return startThread(assetUrl("pool-worker.cjs"), seed);
}

function collectErrors(thread: Thread, errors: unknown[]): void {
  for (let error = thread.take(); error !== undefined; error = thread.take()) {
    errors.push(fromThreadError(error as ThreadError));
  }
}
