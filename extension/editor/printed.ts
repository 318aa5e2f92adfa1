import type { NotebookCellExecution } from "vscode";
import { streamOutput } from "../format/index.js";
import type { StreamName } from "../session/protocol.js";
import { liveItems, liveOutput } from "./output-data.js";

/**
 * One console output of a cell, which grows. What is added before the editor has taken its beginning waits:
 * both in one message, the editor would show what was added twice to whoever reads the document.
 */
export class Printed {
  readonly name: StreamName;
  readonly #execution: NotebookCellExecution;
  readonly #output;
  /** All of it, until the editor has taken the beginning. */
  #whole: string | null;
  /** Of that, what the editor was not given. */
  #waiting = "";

  constructor(execution: NotebookCellExecution, name: StreamName, text: string) {
    this.name = name;
    this.#execution = execution;
    this.#whole = text;
    this.#output = liveOutput(streamOutput(name, text));
    execution.appendOutput(this.#output).then(() => this.#taken(), ignore);
  }

  add(text: string): void {
    if (this.#whole === null) return this.#append(text);
    this.#whole += text;
    this.#waiting += text;
  }

  /** The execution ends: nothing can wait any more. Written over the beginning it is the same however often. */
  flush(): void {
    if (this.#waiting === "" || this.#whole === null) return;
    const items = liveItems(streamOutput(this.name, this.#whole));
    this.#waiting = "";
    this.#execution.replaceOutputItems(items, this.#output).then(undefined, ignore);
  }

  #taken(): void {
    const waiting = this.#waiting;
    this.#whole = null;
    this.#waiting = "";
    if (waiting !== "") this.#append(waiting);
  }

  #append(text: string): void {
    const items = liveItems(streamOutput(this.name, text));
    this.#execution.appendOutputItems(items, this.#output).then(undefined, ignore);
  }
}

/** A write fails when its cell was deleted or its notebook closed: then there is nowhere to show it. */
const ignore = () => undefined;
