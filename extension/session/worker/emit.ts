/** Everything a cell puts out goes through here, under its cell's name, to the control thread. */
import { parentPort } from "node:worker_threads";
import type { CellOutput, WorkerMessage } from "../messages.js";
import type { StreamName } from "../protocol.js";
import { type CellRun, currentRun } from "./cell-run.js";

export function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

/** Console text, at once: a busy loop that follows must not hold it back. */
export function emitText(name: StreamName, text: string): void {
  const run = currentRun();
  if (run === null || text === "") return;
  for (const piece of run.budget.take({ name, text })) sendText(run, piece);
}

/** At the end of a run, what its budget kept back. */
export function flushText(run: CellRun): void {
  for (const piece of run.budget.drain()) sendText(run, piece);
}

function sendText(run: CellRun, piece: { name: StreamName; text: string }) {
  send({ type: "stream", cell: run.request.cell, ...piece } satisfies CellOutput);
}
