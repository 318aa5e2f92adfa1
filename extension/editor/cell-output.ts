import type { NotebookCellExecution, NotebookCellOutput } from "vscode";
import { errorOutput } from "../format/index.js";
import type { CellError, DisplayEvent, ErrorEvent, StreamEvent } from "../session/protocol.js";
import type { DisplayHandles } from "./display-handles.js";
import { liveItems, liveOutput } from "./output-data.js";
import { Printed } from "./printed.js";

/** What a session says that belongs into the output of a cell. */
export type OutputEvent =
  Omit<StreamEvent, "seq"> | Omit<DisplayEvent, "seq"> | Omit<ErrorEvent, "seq">;

/** Writes into the output of one cell while it executes. */
export class CellOutput {
  readonly #execution: NotebookCellExecution;
  readonly #displays: DisplayHandles;
  /** The console output at the end of the cell, which the next piece of the same stream continues. */
  #last: Printed | null = null;
  #printed: Printed[] = [];

  constructor(execution: NotebookCellExecution, displays: DisplayHandles) {
    this.#execution = execution;
    this.#displays = displays;
  }

  write(event: OutputEvent): void {
    switch (event.type) {
      case "stream":
        return this.#stream(event);
      case "display":
        return this.#display(event);
      case "error":
        return this.error(event.error);
    }
  }

  error(error: CellError): void {
    this.#append(liveOutput(errorOutput(error)));
  }

  /** What was shown so far is gone. */
  cleared(): void {
    this.#last = null;
    this.#printed = [];
  }

  /** The execution ends. */
  flush(): void {
    for (const printed of this.#printed) printed.flush();
  }

  #stream({ name, text }: Pick<StreamEvent, "name" | "text">): void {
    if (this.#last?.name === name) return this.#last.add(text);
    this.#last = new Printed(this.#execution, name, text);
    this.#printed.push(this.#last);
  }

  #display({ handle, output }: Pick<DisplayEvent, "handle" | "output">): void {
    const earlier = this.#displays.get(handle);
    if (earlier !== undefined) {
      settle(this.#execution.replaceOutputItems(liveItems(output), earlier));
      return;
    }
    const shown = liveOutput(output, handle);
    this.#append(shown);
    this.#displays.set(handle, this.#execution.cell, shown);
  }

  #append(output: NotebookCellOutput): void {
    this.#last = null;
    settle(this.#execution.appendOutput(output));
  }
}

/** A write fails when its cell was deleted or its notebook closed: then there is nowhere to show it. */
function settle(write: Thenable<void>): void {
  write.then(undefined, () => undefined);
}
