import { totalmem } from "node:os";

const PERIOD_MS = 200;
const MIB = 2 ** 20;

/**
 * Typed arrays and WASM memory are no part of the JavaScript heap and have no limit of their own; the
 * system would kill the process, or another. Calls back when the process has grown past the limit.
 */
export function watchMemory(megabytes: number, exceeded: (reason: string) => void): void {
  setInterval(() => {
    const used = Math.round(process.memoryUsage.rss() / MIB);
    if (used > megabytes) exceeded(outgrown(used, megabytes));
  }, PERIOD_MS);
}

const outgrown = (used: number, limit: number) =>
  `The kernel was stopped because it used ${used} MiB of memory; its limit is ${limit} MiB ` +
  `(this machine has ${Math.round(totalmem() / MIB)} MiB).`;
