// Where large arrays lie: between the threads' scratch and the arena, so that compiled code reads and
// writes them in place.
import { growTo } from "./grow.js";
import { scratchEnd } from "./scratch.js";

/** Pages that nobody touched cost nothing. */
const HEAP_BYTES = 1 << 28;
const CACHE_LINE = 64;

/** Addresses that are free. */
interface Gap {
  first: number;
  end: number;
}

/** In order, none next to another. */
let gaps: Gap[] | undefined;

/** Where the arena begins. */
export function heapEnd(): number {
  return scratchEnd() + HEAP_BYTES;
}

function wholeHeap(): Gap[] {
  growTo(heapEnd());
  return [{ first: scratchEnd(), end: heapEnd() }];
}

function occupied(bytes: number): number {
  return Math.ceil(bytes / CACHE_LINE) * CACHE_LINE;
}

/** The address of `bytes` bytes, the first that are free; null when there is no room. */
export function takeBlock(bytes: number): number | null {
  gaps ??= wholeHeap();
  const length = occupied(bytes);
  const k = gaps.findIndex(({ first, end }) => end - first >= length);
  const gap = gaps[k];
  if (gap === undefined) return null;
  const at = gap.first;
  gap.first += length;
  if (gap.first === gap.end) gaps.splice(k, 1);
  return at;
}

/** Frees what takeBlock gave. */
export function giveBlock(at: number, bytes: number): void {
  gaps ??= wholeHeap();
  const end = at + occupied(bytes);
  const next = gaps.findIndex(({ first }) => first >= end);
  const k = next < 0 ? gaps.length : next;
  const [before, after] = [gaps[k - 1], gaps[k]];
  const follows = before?.end === at;
  if (after?.first === end) {
    after.first = follows ? before.first : at;
    if (follows) gaps.splice(k - 1, 1);
  } else if (follows) before.end = end;
  else gaps.splice(k, 0, { first: at, end });
}
