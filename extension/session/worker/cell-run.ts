import { AsyncLocalStorage } from "node:async_hooks";
import { inspect } from "node:util";
import type { Run } from "../messages.js";
import { StreamBudget } from "./stream-budget.js";

/**
 * How long a stopped cell may take to unwind (its `finally` blocks) before it counts as ended. A function
 * that goes on even then (a loop that catches every error) is left waiting for ever.
 */
const UNWIND_MS = 100;

/** The person stopped the cell. Named as the engine's error of the same meaning. */
export class InterruptError extends Error {
  override name = "InterruptError";

  constructor() {
    super("Interrupted. Variables assigned before this point are kept.");
  }
}

/** One run of one cell: everything started by it, timers and promises included, knows it. */
export class CellRun {
  readonly budget = new StreamBudget();
  readonly #waiting = new Set<(reason: Error) => void>();
  #interrupted = false;
  #abandoned = false;

  constructor(readonly request: Run) {}

  get interrupted(): boolean {
    return this.#interrupted;
  }

  /** Node 20 keeps the run on every promise and timer, where printing one would show it. */
  [inspect.custom](): string {
    return `Cell ${this.request.number}`;
  }

  /** Ends every wait of the run. */
  interrupt(): void {
    this.#interrupted = true;
    setTimeout(() => (this.#abandoned = true), UNWIND_MS);
    for (const giveUp of this.#waiting) giveUp(new InterruptError());
  }

  /**
   * Waits for a promise until the run is stopped. An async function, and its promise resolved by the bare
   * resolving functions: both let V8 follow the chain for async stack traces.
   *
   * @throws {@link InterruptError}
   */
  async until(awaited: unknown): Promise<unknown> {
    if (this.#interrupted) return this.#unwind();
    let giveUp: (reason: Error) => void = () => undefined;
    try {
      return await new Promise((resolve, reject) => {
        giveUp = reject;
        this.#waiting.add(giveUp);
        Promise.resolve(awaited).then(resolve, reject);
      });
    } finally {
      this.#waiting.delete(giveUp);
    }
  }

  /** Lets timers and messages pass, so that a loop that catches this cannot hold the session. */
  async #unwind(): Promise<never> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#abandoned) await new Promise<never>(() => undefined);
    throw new InterruptError();
  }

  /** The outcome of the cell's own promise; a stopped cell that does not unwind is left behind. */
  async outcome<T>(cell: Promise<T>): Promise<T> {
    const stopped = this.until(new Promise(() => undefined)).catch(async (error: unknown) => {
      await new Promise((resolve) => setTimeout(resolve, UNWIND_MS));
      throw error;
    });
    return Promise.race([cell, stopped]) as Promise<T>;
  }
}

const context = new AsyncLocalStorage<CellRun>();
let latest: CellRun | null = null;

/** Runs `action` as part of `run`. */
export function within<T>(run: CellRun, action: () => T): T {
  latest = run;
  return context.run(run, action);
}

/** The run that the present code belongs to, if that is known. */
export const ownRun = (): CellRun | undefined => context.getStore();

/** The run to which output belongs: the one that caused it, otherwise the latest. */
export const currentRun = (): CellRun | null => context.getStore() ?? latest;
