/** Displays that change while a cell runs. */
import { emitDisplay, type MimeBundle } from "./display.js";

/** At most twenty states a second are shown. */
const PASSING_MS = 50;
/** So often at most the whole display, pictures and text included, is made anew. */
const WHOLE_MS = 1500;
/** Making it takes at most this share of the time. */
const WHOLE_SHARE = 0.05;

/** Those whose last state has not been shown whole. */
const unsettled = new Set<{ settle(): void }>();
let made = 0;

/** Shows the last state of every live display whole; the session calls it at the end of a run. */
export function settleDisplays(): void {
  for (const display of [...unsettled]) display.settle();
}

/** One output that is replaced: many a second on the screen, every second or two in the document. */
export class LiveDisplay<Payload extends object> {
  readonly #id = `live-${++made}`;
  readonly #mime: string;
  readonly #bundle: (payload: Payload) => MimeBundle;
  #latest: (() => Payload) | null = null;
  #passed = -Infinity;
  #nextWhole = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param bundle - all representations of a payload; that under `mime` is the payload itself */
  constructor(mime: string, bundle: (payload: Payload) => MimeBundle) {
    this.#mime = mime;
    this.#bundle = bundle;
  }

  /** @param payload - called when its turn comes; states that are followed too soon are left out */
  show(payload: () => Payload): void {
    const now = Date.now();
    this.#latest = payload;
    if (now >= this.#nextWhole) return this.settle();
    unsettled.add(this);
    // Where the cell waits and nothing more comes, the last state must not be lost.
    this.#timer ??= setTimeout(() => this.settle(), WHOLE_MS);
    if (now - this.#passed < PASSING_MS) return;
    this.#passed = now;
    emitDisplay({ id: this.#id, bundle: { [this.#mime]: payload() }, passing: true });
  }

  /** Shows the last state, whole. */
  settle(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    unsettled.delete(this);
    const latest = this.#latest;
    this.#latest = null;
    if (latest === null) return;
    const start = Date.now();
    emitDisplay({ id: this.#id, bundle: this.#bundle(latest()) });
    const end = Date.now();
    this.#passed = end;
    this.#nextWhole = end + Math.max(WHOLE_MS, (end - start) / WHOLE_SHARE);
  }
}
