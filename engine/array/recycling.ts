// Large buffers are used again: the system's zeroed fresh pages cost more than the arithmetic on them
// (25 ms for two results of 32 MB against 3 ms). An array's buffer comes back when the garbage
// collector finds that nobody holds it any more.
//
// What is registered is the very buffer object that the array, and every view made of it, holds; what
// comes back is a second object over the same memory. A copy sent to another thread is not seen here:
// whoever keeps one beyond the array's life copies its content.
//
// Two traps. V8 does not count shared memory when it decides whether to collect, so this file counts.
// And finalizers run between tasks only: for a loop that never returns to the event loop weak references
// are looked at after each collection of this file's. Beyond a budget buffers are left to the collector.
import { collectGarbage } from "../platform/collect.js";

/** The most bytes that are to come back or have. */
const RECYCLED_BYTES = 1 << 28;

/**
 * A collection is due after so many bytes were handed out; later where it takes longer. Fresh pages
 * cost about half a millisecond a MiB, so that at this rate a collection costs half of what it
 * saves.
 */
const COLLECT_AFTER_BYTES = 1 << 27;
const COLLECT_AFTER_BYTES_A_MS = 1 << 22;

/** Buffers that came back, by their length in bytes. */
const idle = new Map<number, SharedArrayBuffer[]>();
let idleBytes = 0;
let lentBytes = 0;
let sinceCollection = 0;
let collectAfter = COLLECT_AFTER_BYTES;

/** A buffer while somebody holds it, and the second object over its memory. */
interface Loan {
  readonly buffer: WeakRef<SharedArrayBuffer>;
  readonly twin: SharedArrayBuffer;
}

const loans = new Set<Loan>();
const returned = new FinalizationRegistry<Loan>(takeBack);

/** Once for each loan, whoever notices first. */
function takeBack(loan: Loan): void {
  if (!loans.delete(loan)) return;
  const { twin } = loan;
  lentBytes -= twin.byteLength;
  idleBytes += twin.byteLength;
  const others = idle.get(twin.byteLength);
  if (others === undefined) idle.set(twin.byteLength, [twin]);
  else others.push(twin);
}

function takeBackCollected(): void {
  for (const loan of loans) if (loan.buffer.deref() === undefined) takeBack(loan);
}

/** What a new buffer holds: zeros, or anything because all of it will be written. */
export type Content = "zeros" | "anything";

/** A shared buffer, fresh or used before. */
export function sharedBuffer(bytes: number, content: Content): SharedArrayBuffer {
  countTowardsCollection(bytes);
  const used = takeIdle(bytes);
  if (used !== undefined) {
    if (content === "zeros") new Uint8Array(used).fill(0);
    return lend(used);
  }
  if (idleBytes + lentBytes + bytes > RECYCLED_BYTES) forgetIdle();
  const fresh = new SharedArrayBuffer(bytes);
  return lentBytes + bytes > RECYCLED_BYTES ? fresh : lend(fresh);
}

function lend(twin: SharedArrayBuffer): SharedArrayBuffer {
  const buffer = structuredClone(twin);
  lentBytes += twin.byteLength;
  const loan = { buffer: new WeakRef(buffer), twin };
  loans.add(loan);
  returned.register(buffer, loan);
  return buffer;
}

function takeIdle(bytes: number): SharedArrayBuffer | undefined {
  const twin = idle.get(bytes)?.pop();
  if (twin !== undefined) idleBytes -= bytes;
  return twin;
}

/** Lengths change from one computation to the next: what nobody asked for makes room. */
function forgetIdle(): void {
  idle.clear();
  idleBytes = 0;
}

function countTowardsCollection(bytes: number): void {
  sinceCollection += bytes;
  if (sinceCollection <= collectAfter) return;
  sinceCollection = bytes;
  const start = performance.now();
  collectGarbage();
  takeBackCollected();
  const took = performance.now() - start;
  collectAfter = Math.max(COLLECT_AFTER_BYTES, took * COLLECT_AFTER_BYTES_A_MS);
}
