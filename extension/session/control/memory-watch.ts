import { totalmem } from "node:os";

const PERIOD_MS = 200;
const MIB = 2 ** 20;

/** The change, as a share, that is worth telling. */
const NEWS = 0.02;

export interface MemoryEvents {
  /** Bytes; when they have changed by more than a person would overlook. */
  used(bytes: number): void;
  /** The process has grown past its limit. */
  exceeded(reason: string): void;
}

/**
 * Typed arrays and WASM memory are no part of the JavaScript heap and have no limit of their own; the
 * system would kill the process, or another.
 */
export function watchMemory(megabytes: number, events: MemoryEvents): void {
  let told = 0;
  setInterval(() => {
    const bytes = process.memoryUsage.rss();
    const used = Math.round(bytes / MIB);
    if (used > megabytes) events.exceeded(outgrown(used, megabytes));
    if (Math.abs(bytes - told) <= NEWS * told) return;
    told = bytes;
    events.used(bytes);
  }, PERIOD_MS);
}

const outgrown = (used: number, limit: number) =>
  `The kernel was stopped because it used ${used} MiB of memory; its limit is ${limit} MiB ` +
  `(this machine has ${Math.round(totalmem() / MIB)} MiB).`;
