/** How far the engine is, as often as a person can look. */
import { send } from "./emit.js";
import { currentRun } from "./cell-run.js";

const PERIOD_MS = 250;

/** What is done sooner needs no progress. */
const QUIET_MS = 500;

/** A piece of work began when its count began anew. */
let began = 0;
let before = Infinity;
let told = 0;

export function emitProgress(done: number, total: number): void {
  const now = performance.now();
  if (done <= before) began = now;
  before = done;
  const run = currentRun();
  if (run === null || now - began < QUIET_MS || now - told < PERIOD_MS) return;
  told = now;
  send({ type: "progress", cell: run.request.cell, done: done / total });
}
