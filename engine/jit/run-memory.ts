// The memory plan of a program, made while it runs: a value's memory is free again when the last
// equation that reads it is done, whatever arrays look at the same memory.
import type { NDArray } from "../array/ndarray.js";
import { Reserve } from "../array/reserve.js";

/** The most bytes that a program keeps between runs. */
const KEPT_BYTES = 1 << 28;

export class RunMemory {
  private readonly reserve = new Reserve();
  /** How many values look at a buffer. */
  private readonly holders = new Map<ArrayBufferLike, number>();

  /** Values of the program that are no outputs of it, computed in memory that is used again. */
  within(compute: () => readonly NDArray[]): readonly NDArray[] {
    const { result, buffers } = this.reserve.lendingTo(compute);
    this.hold(result);
    for (const buffer of buffers) if (!this.holders.has(buffer)) this.reserve.giveBack(buffer);
    return result;
  }

  /** Outputs of the program, in memory of their own unless they look at another value's. */
  outside(compute: () => readonly NDArray[]): readonly NDArray[] {
    const result = compute();
    this.hold(result);
    return result;
  }

  private hold(values: readonly NDArray[]): void {
    for (const { data } of values) {
      const holders = this.holders.get(data.buffer) ?? 0;
      if (this.reserve.owns(data.buffer)) this.holders.set(data.buffer, holders + 1);
    }
  }

  /** Nobody reads a value any more. */
  release({ data: { buffer } }: NDArray): void {
    const holders = this.holders.get(buffer);
    if (holders === undefined) return;
    if (holders > 1) this.holders.set(buffer, holders - 1);
    else {
      this.holders.delete(buffer);
      this.reserve.giveBack(buffer);
    }
  }

  /** The run is over; its outputs keep their memory. */
  finish(outputs: readonly NDArray[]): void {
    this.holders.clear();
    for (const { data } of outputs) this.reserve.forget(data.buffer);
    this.reserve.collect();
    if (this.reserve.idleBytes > KEPT_BYTES) this.reserve.clear();
  }

  /** The run broke off: what was lent is left to the garbage collector. */
  abandon(): void {
    this.holders.clear();
    this.reserve.clear();
  }
}
