// A pool thread. It never returns to its event loop: jobs are taken from the port by hand, and in
// between it sleeps on the bell, so that it works while its owner is blocked.
import { setInterruptFlag } from "../platform/interrupt.js";
import { ownThread } from "../platform/thread.js";
import { drawTiles, type Job } from "./job.js";
import { joinWasm } from "./loader.js";
import type { PoolSeed } from "./pool.js";
import { scratchOf } from "./scratch.js";
import { toThreadError } from "./thread-error.js";

/** Looks at the bell before it sleeps: the phases of one algorithm follow each other closely. */
const SPINS = 4000;

const { data, post, take } = ownThread();
const seed = data as PoolSeed;
joinWasm(seed);
const scratch = scratchOf(seed.thread);

function work(job: Job): void {
  setInterruptFlag(job.interrupt);
  drawTiles(job, scratch, (error) => post(toThreadError(error)));
}

function waitForBell(heard: number): void {
  for (let spin = 0; spin < SPINS; spin++) {
    if (Atomics.load(seed.bell, 0) !== heard) return;
  }
  Atomics.wait(seed.bell, 0, heard);
}

for (;;) {
  const heard = Atomics.load(seed.bell, 0);
  const job = take();
  if (job === undefined) waitForBell(heard);
  else work(job as Job);
}
