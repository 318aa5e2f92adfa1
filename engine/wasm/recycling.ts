// Large arrays lie in the shared memory of the compiled code, which reads and writes them there, and
// their memory is used again: the system's zeroed fresh pages cost more than the arithmetic on them
// (25 ms for two results of 32 MB against 3 ms). An array's block comes back when the garbage collector
// finds that nobody holds it any more.
//
// Each block has a buffer object of its own over the whole memory, which the array, and every view made
// of it, holds: that object is what is registered. A copy sent to another thread is not seen here:
// whoever keeps one beyond the array's life copies its content.
//
// Two traps. V8 does not count shared memory when it decides whether to collect, so this file counts.
// And finalizers run between tasks only: for a loop that never returns to the event loop weak references
// are looked at after each collection of this file's. When the heap is full, arrays have memory of their
// own, which is left to the collector.
import { collectGarbage } from "../platform/collect.js";
import { giveBlock, takeBlock } from "./heap.js";
import { wasm } from "./loader.js";

/**
 * A collection is due after so many bytes were handed out, three quarters of the heap; later where it
 * takes longer. Fresh pages cost about half a millisecond a MiB, so that at this rate a collection costs
 * half of what it saves.
 */
const COLLECT_AFTER_BYTES = 3 << 26;
const COLLECT_AFTER_BYTES_A_MS = 1 << 22;

/** Not later, however busy the machine: memory outside of the heap waits for the collector. */
const COLLECT_AT_LATEST_BYTES = 1 << 29;

/** Of fresh pages it takes so many bytes to cost a millisecond. */
const FRESH_BYTES_A_MS = 1 << 21;

let sinceCollection = 0;
let returnedSince = 0;
let collectAfter = COLLECT_AFTER_BYTES;

/** What the last collection took, and which part of the bytes handed out before it came back; at first, a guess. */
let last = { ms: 10, share: 1 };

/** A block while somebody holds its buffer. */
interface Loan {
  readonly buffer: WeakRef<SharedArrayBuffer>;
  readonly at: number;
  readonly bytes: number;
}

const loans = new Set<Loan>();
const returned = new FinalizationRegistry<Loan>(takeBack);

/** The buffers of blocks. */
const resident = new WeakSet<ArrayBufferLike>();

/** Once for each loan, whoever notices first. */
function takeBack(loan: Loan): void {
  if (!loans.delete(loan)) return;
  giveBlock(loan.at, loan.bytes);
  returnedSince += loan.bytes;
}

function takeBackCollected(): void {
  for (const loan of loans) if (loan.buffer.deref() === undefined) takeBack(loan);
}

/** What new memory holds: zeros, or anything because all of it will be written. */
export type Content = "zeros" | "anything";

/** Where a large array lies. */
export interface Place {
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
}

/** Shared memory, fresh or used before. */
export function sharedPlace(bytes: number, content: Content): Place {
  if (sinceCollection + bytes > collectAfter) collect();
  const at = takeBlock(bytes) ?? blockOfCollected(bytes);
  sinceCollection += bytes;
  if (at === null) return { buffer: new SharedArrayBuffer(bytes), byteOffset: 0 };
  const buffer = lend(at, bytes);
  if (content === "zeros") new Uint8Array(buffer, at, bytes).fill(0);
  return { buffer, byteOffset: at };
}

function lend(at: number, bytes: number): SharedArrayBuffer {
  const buffer = structuredClone<ArrayBufferLike>(wasm().memory.buffer) as SharedArrayBuffer;
  resident.add(buffer);
  const loan = { buffer: new WeakRef(buffer), at, bytes };
  loans.add(loan);
  returned.register(buffer, loan);
  return buffer;
}

/** The address at which compiled code finds an array; null for one outside of its memory. */
export function addressOf({ buffer, byteOffset }: ArrayBufferView): number | null {
  return resident.has(buffer) ? byteOffset : null;
}

/** In a full heap: a block that comes back, where collecting is likely to cost less than fresh pages. */
function blockOfCollected(bytes: number): number | null {
  const likely = sinceCollection * last.share;
  if (likely < bytes || likely < last.ms * FRESH_BYTES_A_MS) return null;
  collect();
  return takeBlock(bytes);
}

function collect(): void {
  const start = performance.now();
  collectGarbage();
  takeBackCollected();
  const ms = performance.now() - start;
  const worthwhile = Math.max(COLLECT_AFTER_BYTES, ms * COLLECT_AFTER_BYTES_A_MS);
  collectAfter = Math.min(COLLECT_AT_LATEST_BYTES, worthwhile);
  last = { ms, share: Math.min(1, returnedSince / Math.max(1, sinceCollection)) };
  sinceCollection = 0;
  returnedSince = 0;
}
