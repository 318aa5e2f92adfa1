// Large buffers are used again: the system's zeroed fresh pages cost more than the arithmetic on them
// (25 ms for two results of 32 MB against 3 ms). An array's buffer comes back when the garbage
// collector finds that nobody holds it any more.
//
// What is registered is the very buffer object that the array, and every view made of it, holds; what
// comes back is a second object over the same memory. A copy sent to another thread is not seen here:
// whoever keeps one beyond the array's life copies its content.

/** Idle buffers by their length in bytes, and all their bytes together. */
const idle = new Map<number, SharedArrayBuffer[]>();
let idleBytes = 0;

/** The most bytes kept for later. */
const MOST_IDLE_BYTES = 1 << 28;

const returned = new FinalizationRegistry<SharedArrayBuffer>((twin) => {
  if (idleBytes + twin.byteLength > MOST_IDLE_BYTES) return;
  idleBytes += twin.byteLength;
  const others = idle.get(twin.byteLength);
  if (others === undefined) idle.set(twin.byteLength, [twin]);
  else others.push(twin);
});

function takeIdle(bytes: number): SharedArrayBuffer | undefined {
  const twin = idle.get(bytes)?.pop();
  if (twin !== undefined) idleBytes -= bytes;
  return twin;
}

/** What a new buffer holds: zeros, or anything because all of it will be written. */
export type Content = "zeros" | "anything";

/** A shared buffer, fresh or used before. */
export function sharedBuffer(bytes: number, content: Content): SharedArrayBuffer {
  const used = takeIdle(bytes);
  if (used !== undefined && content === "zeros") new Uint8Array(used).fill(0);
  const twin = used ?? new SharedArrayBuffer(bytes);
  const buffer = structuredClone(twin);
  returned.register(buffer, twin);
  return buffer;
}
