/** Where a node's kernel lies in the workspace: numbers of the first slot of K and of Θ. */
export interface Register {
  readonly w: number;
  readonly ntk: number;
}

/** Runs of slots in the workspace: the lowest that are free. */
export class SlotAllocator {
  private free: { start: number; end: number }[];
  private high: number;

  constructor(first: number) {
    this.free = [{ start: first, end: Infinity }];
    this.high = first;
  }

  /** The most slots that were in use at once. */
  get size(): number {
    return this.high;
  }

  take(count: number): number {
    const k = this.free.findIndex(({ start, end }) => end - start >= count);
    const { start, end } = this.free[k] as { start: number; end: number };
    const rest = { start: start + count, end };
    this.free.splice(k, 1, ...(rest.start < rest.end ? [rest] : []));
    this.high = Math.max(this.high, start + count);
    return start;
  }

  give(start: number, count: number): void {
    const sorted = [...this.free, { start, end: start + count }].sort((a, b) => a.start - b.start);
    this.free = [];
    for (const run of sorted) {
      const last = this.free.at(-1);
      if (last?.end === run.start) last.end = run.end;
      else this.free.push({ ...run });
    }
  }
}
