/** What a cell has said since it began, to be said once more where another document takes the place of its own. */
import type { OutputEvent } from "./cell-output.js";

export class Transcript {
  #events: OutputEvent[] = [];

  get events(): readonly OutputEvent[] {
    return this.#events;
  }

  /** Text continues what was printed last; a new state of a shown value stands in the place of the one before. */
  add(event: OutputEvent): void {
    const last = this.#events.at(-1);
    const at = this.#events.findIndex((earlier) => replaces(event, earlier));
    if (event.type === "stream" && last?.type === "stream" && last.name === event.name)
      this.#events.splice(-1, 1, { ...last, text: last.text + event.text });
    else if (at >= 0) this.#events[at] = event;
    else this.#events.push(event);
  }

  clear(): void {
    this.#events = [];
  }
}

const replaces = (event: OutputEvent, earlier: OutputEvent): boolean =>
  event.type === "display" &&
  earlier.type === "display" &&
  event.handle !== null &&
  event.handle === earlier.handle;
