/** What the command line shows of a run: each cell's first line, then its output as text. */
import type { Output } from "../format/index.js";
import type { SessionEvent } from "../session/index.js";

export function printCell(number: number, source: string): void {
  const [first = "", ...rest] = source.trim().split("\n");
  console.log(`\n[${number}] ${first}${rest.length > 0 ? " …" : ""}`);
}

export function printEvent(event: SessionEvent): void {
  switch (event.type) {
    case "stream":
      process[event.name].write(event.text);
      return;
    case "display":
      console.log(textOf(event.output));
      return;
    case "error":
      console.error(event.error.stack);
      return;
    case "done":
      if (!event.result.ok) console.error(event.result.error.stack);
      return;
    case "lost":
    case "live":
    case "progress":
    case "ready":
    case "usage":
  }
}

function textOf({ items }: Output): string {
  const plain = items.find(({ mime }) => mime === "text/plain");
  if (plain !== undefined && "text" in plain) return plain.text;
  return `[${items.map(({ mime }) => mime).join(", ")}]`;
}
