/**
 * Messages on their way to the owner: gathered for 50 ms, adjacent console text of one cell joined, so
 * that a chatty loop costs the editor twenty messages a second and not ten thousand.
 */
import type { ControlMessage } from "../messages.js";

const GATHER_MS = 50;

/** These end something that somebody waits for. */
const urgent = new Set<ControlMessage["type"]>(["done", "lost", "exhausted", "ready", "answer"]);

export class Outbox {
  readonly #deliver: (messages: readonly ControlMessage[]) => void;
  #gathered: ControlMessage[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(deliver: (messages: readonly ControlMessage[]) => void) {
    this.#deliver = deliver;
  }

  post(message: ControlMessage): void {
    this.#add(message);
    if (urgent.has(message.type)) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  #add(message: ControlMessage) {
    if (message.type === "live") this.#forget(message.handle);
    const text = joined(this.#gathered.at(-1), message);
    if (text === null) this.#gathered.push(message);
    else this.#gathered[this.#gathered.length - 1] = text;
  }

  /** Of the states of one display that are gathered here the last is enough. */
  #forget(handle: string) {
    this.#gathered = this.#gathered.filter(
      (each) => each.type !== "live" || each.handle !== handle,
    );
  }

  #flush() {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const messages = this.#gathered;
    this.#gathered = [];
    this.#deliver(messages);
  }
}

type Text = Extract<ControlMessage, { type: "stream" }>;

/** The two as one; null when they are not text of one stream. */
function joined(last: ControlMessage | undefined, next: ControlMessage): Text | null {
  if (last?.type !== "stream" || next.type !== "stream") return null;
  if (last.cell !== next.cell || last.name !== next.name) return null;
  return { ...last, text: last.text + next.text };
}
