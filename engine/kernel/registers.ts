/** Where a node's kernel lies in the workspace: numbers of the first slot of K and of Θ. */
export interface Register {
  readonly w: number;
  readonly ntk: number;
}

/** Runs of slots in the workspace: the lowest that are free. */
export class SlotAllocator {
  private free: { start: number; end: number }[];
  private high: number;
  private held: { readonly start: number; readonly slots: number }[] | null = null;

  constructor(first: number) {
    this.free = [{ start: first, end: Infinity }];
    this.high = first;
  }

  /** The most slots that were in use at once. */
  get size(): number {
    return this.high;
  }

  take(slots: number): number {
    const count = padded(slots);
    const k = this.free.findIndex(({ start, end }) => end - start >= count);
    const { start, end } = this.free[k] as { start: number; end: number };
    const rest = { start: start + count, end };
    this.free.splice(k, 1, ...(rest.start < rest.end ? [rest] : []));
    this.high = Math.max(this.high, start + count);
    return start;
  }

  /** From now on runs are kept for others until {@link settle}. */
  hold(): void {
    this.held ??= [];
  }

  settle(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const { start, slots } of held) this.give(start, slots);
  }

  give(start: number, slots: number): void {
    if (this.held !== null) {
      this.held.push({ start, slots });
      return;
    }
    const sorted = [...this.free, { start, end: start + padded(slots) }].sort(
      (a, b) => a.start - b.start,
    );
    this.free = [];
    for (const run of sorted) {
      const last = this.free.at(-1);
      if (last?.end === run.start) last.end = run.end;
      else this.free.push({ ...run });
    }
  }
}

/**
 * Registers of 2ⁿ slots would begin at the same places of all caches, where there is room for few: they are
 * moved apart by some lines of a cache.
 */
function padded(slots: number): number {
  return slots < 64 ? slots : slots + PADDING;
}

const PADDING = 9;
