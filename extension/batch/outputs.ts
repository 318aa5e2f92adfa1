import { errorOutput, type Output, streamOutput } from "../format/index.js";
import type { SessionEvent } from "../session/index.js";

/** The outputs of a notebook's cells, as the events of its session make them. */
export class Outputs {
  readonly #cells = new Map<string, Output[]>();
  /** Where a display that can be replaced stands. */
  readonly #handles = new Map<string, { readonly outputs: Output[]; readonly index: number }>();

  /** The cell is about to run: what it showed before is gone. */
  begin(cell: string): void {
    this.#cells.set(cell, []);
  }

  /** Null for a cell that was not run. */
  of(cell: string): readonly Output[] | null {
    return this.#cells.get(cell) ?? null;
  }

  receive(event: SessionEvent): void {
    switch (event.type) {
      case "stream":
        return this.#append(event.cell, streamOutput(event.name, event.text));
      case "display":
        return this.#display(event.cell, event.handle, event.output);
      case "error":
        return this.#append(event.cell, errorOutput(event.error));
      case "done":
        if (!event.result.ok) this.#append(event.cell, errorOutput(event.result.error));
        return;
      case "ready":
      case "live":
      case "progress":
      case "usage":
      case "lost":
    }
  }

  #append(cell: string, output: Output): void {
    this.#cells.get(cell)?.push(output);
  }

  #display(cell: string, handle: string | null, output: Output): void {
    const earlier = handle === null ? undefined : this.#handles.get(handle);
    if (earlier !== undefined) {
      earlier.outputs[earlier.index] = output;
      return;
    }
    const outputs = this.#cells.get(cell);
    if (outputs === undefined) return;
    if (handle !== null) this.#handles.set(handle, { outputs, index: outputs.length });
    outputs.push(output);
  }
}
