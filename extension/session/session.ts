/**
 * A notebook session: one child process per notebook, in which its cells run. No `vscode` in it; the
 * editor and the command line own sessions through this.
 */
import { totalmem } from "node:os";
import type { StoreAnswer, StoreQuestion } from "../../engine/display/store-messages.js";
import { ProcessSession } from "./process-session.js";
import type { RunRequest, RunResult, SessionEvent, SessionInfo } from "./protocol.js";

export interface SessionOptions {
  /** The folder `dist/session` of this package, wherever it is installed. */
  readonly home: string;
  /** The notebook's folder, absolute: its cells run there and import from there. */
  readonly folder: string;
  /** The Node to run; otherwise this process's own executable. */
  readonly nodePath?: string;
  readonly onEvent: (event: SessionEvent) => void;
  /** Limit of the JavaScript heap in MiB; by default half of the machine's memory, at most 8 GiB. */
  readonly heapMegabytes?: number;
  /** Limit of the whole process in MiB; by default 80 % of the machine's memory. */
  readonly memoryMegabytes?: number;
}

export interface Session {
  /** Runs a cell after those before it; never rejects. */
  run(request: RunRequest): Promise<RunResult>;
  /** About a shown value that is still held; answered at once, also while a cell runs. */
  ask(question: StoreQuestion): Promise<StoreAnswer>;
  /** The outputs of a cell are gone: what only they showed is let go. */
  release(cell: string): void;
  /** Stops the running cell, and those that wait. */
  interrupt(): void;
  /** A fresh process; every variable is gone. */
  restart(): void;
  dispose(): void;
  /** What the engine runs on, once it is loaded. Rejects when the process dies before. */
  readonly info: Promise<SessionInfo>;
}

/** Starts a session; its process loads the engine at once. */
export function startSession({
  home,
  folder,
  nodePath,
  onEvent,
  ...limits
}: SessionOptions): Session {
  const memory = machineMegabytes();
  const settings = {
    home,
    folder,
    executable: nodePath ?? process.execPath,
    heapMegabytes: limits.heapMegabytes ?? Math.min(LARGEST_HEAP, Math.round(memory / 2)),
    memoryMegabytes: limits.memoryMegabytes ?? Math.round(memory * 0.8),
  };
  return new ProcessSession(settings, onEvent);
}

const LARGEST_HEAP = 8192;

/** What this machine, or the container on it, has. */
function machineMegabytes(): number {
  const limit = process.constrainedMemory();
  const bytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return Math.round(bytes / 2 ** 20);
}
