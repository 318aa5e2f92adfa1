import { DomainError } from "../errors.js";
import { displaySymbol, type MimeBundle } from "./display.js";
import { LiveDisplay } from "./live.js";
import { MIME, PAYLOAD_VERSION, type ProgressPayload } from "./payload.js";
import type { Words } from "./values.js";

/** What stands beside the bar. */
export interface ProgressOptions {
  /** What goes on, e.g. `training`. Defaults to `progress`. */
  readonly name?: Words;
}

/** How far something is, in the notebook; see {@link progress}. */
export class ShownProgress<Item> implements Iterable<Item> {
  readonly #display = new LiveDisplay(MIME.progress, progressBundle);
  readonly #items: Iterable<Item>;
  readonly #total: number | null;
  readonly #name: string;
  readonly #began = Date.now();
  #done = 0;

  /** @param total - how many there are; null where nobody knows */
  constructor(items: Iterable<Item>, total: number | null, name: string) {
    this.#items = items;
    this.#total = total;
    this.#name = name;
    this.#show("running");
  }

  /** Says that so many are done; all of them ends it. Loops over this object say it themselves. */
  update(done: number): void {
    this.#done = done;
    if (this.#total !== null && done >= this.#total) this.#end("done");
    else this.#show("running");
  }

  *[Symbol.iterator](): Generator<Item, void> {
    let complete = false;
    let done = 0;
    try {
      for (const item of this.#items) {
        yield item;
        this.#done = ++done;
        this.#show("running");
      }
      complete = true;
    } finally {
      // A break, an error and a stop come here, too.
      this.#end(complete ? "done" : "stopped");
    }
  }

  /** Nothing more: as a cell's last value it has been shown already. */
  [displaySymbol](): MimeBundle {
    return {};
  }

  #end(state: "done" | "stopped"): void {
    this.#show(state);
    this.#display.settle();
  }

  #show(state: ProgressPayload["state"]): void {
    this.#display.show(() => this.#payload(state));
  }

  #payload(state: ProgressPayload["state"]): ProgressPayload {
    const [done, total, name] = [this.#done, this.#total, this.#name];
    const count = total === null ? `${done}` : `${done} of ${total}`;
    const text = `${name}: ${state === "stopped" ? "stopped at " : ""}${count}`;
    const base = { version: PAYLOAD_VERSION, title: name, text, state, done, total } as const;
    // What is finished carries no time: a run that changes nothing changes no byte.
    return state === "running" ? { ...base, seconds: (Date.now() - this.#began) / 1000 } : base;
  }
}

const progressBundle = (payload: ProgressPayload): MimeBundle => ({
  [MIME.progress]: payload,
  "text/plain": payload.text,
});

/**
 * Shows how far a loop is, how fast, and how long it will take: loop over what this returns instead of over
 * the items themselves, or over the numbers 0, 1, … below a total. For other loops, call `update`.
 *
 * @throws {@link DomainError} for a total that is no whole number from 0.
 * @example
 * ```ts
 * let sum = 0;
 * for (const step of show.progress(1000, { name: "training" })) sum += step;
 * sum; // 499500
 * ```
 */
export function progress(total: number, options?: ProgressOptions): ShownProgress<number>;
export function progress<Item>(
  items: Iterable<Item>,
  options?: ProgressOptions,
): ShownProgress<Item>;
export function progress<Item>(
  what: number | Iterable<Item>,
  { name = "progress" }: ProgressOptions = {},
): ShownProgress<number> | ShownProgress<Item> {
  if (typeof what !== "number") return new ShownProgress(what, lengthOf(what), String(name));
  if (!Number.isInteger(what) || what < 0) {
    throw new DomainError(
      `show.progress: the total is ${what}; give a whole number from 0, or what is looped over`,
    );
  }
  return new ShownProgress(below(what), what, String(name));
}

function* below(total: number): Generator<number, void> {
  for (let i = 0; i < total; i++) yield i;
}

function lengthOf(items: Iterable<unknown>): number | null {
  if (items instanceof Set || items instanceof Map) return items.size;
  return "length" in items && typeof items.length === "number" ? items.length : null;
}
