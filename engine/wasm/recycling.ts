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
 * A collection is due after so many bytes were handed out; later where it takes longer. Fresh pages
 * cost about half a millisecond a MiB, so that at this rate a collection costs half of what it
 * saves.
 */
const COLLECT_AFTER_BYTES = 1 << 27;
const COLLECT_AFTER_BYTES_A_MS = 1 << 22;

/** Not later, however busy the machine: memory outside of the heap waits for the collector. */
const COLLECT_AT_LATEST_BYTES = 1 << 29;

let sinceCollection = 0;
let collectAfter = COLLECT_AFTER_BYTES;

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
  if (loans.delete(loan)) giveBlock(loan.at, loan.bytes);
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
  countTowardsCollection(bytes);
  const at = takeBlock(bytes);
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

function countTowardsCollection(bytes: number): void {
  sinceCollection += bytes;
  if (sinceCollection <= collectAfter) return;
  sinceCollection = bytes;
  const start = performance.now();
  collectGarbage();
  takeBackCollected();
  const took = performance.now() - start;
  const worthwhile = Math.max(COLLECT_AFTER_BYTES, took * COLLECT_AFTER_BYTES_A_MS);
  collectAfter = Math.min(COLLECT_AT_LATEST_BYTES, worthwhile);
}
