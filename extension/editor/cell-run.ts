/** One cell's execution in the editor: its clock, its order, its output. */
import type {
  NotebookCell,
  NotebookCellExecution,
  NotebookCellOutput,
  NotebookController,
} from "vscode";
import type { RunRequest, RunResult } from "../session/protocol.js";
import { cellId } from "./cell-ids.js";
import { CellOutput, type OutputEvent } from "./cell-output.js";
import type { DisplayHandles } from "./display-handles.js";
import { Transcript } from "./transcript.js";

/** The editor gives a deleted cell the index −1. */
export const isDeleted = (cell: NotebookCell): boolean => cell.index < 0;

export const runRequest = (
  cell: NotebookCell,
  source: string = cell.document.getText(),
): RunRequest => ({ cell: cellId(cell), number: cell.index + 1, source });

interface Ended {
  readonly result: RunResult;
  readonly time: number;
}

/** A cell that is running now. */
export class CellRun {
  /** The id it was sent under: that of the cell can change while it runs. */
  readonly id: string;
  /** From 0 to 1, how far the engine is; null while its work is short. */
  progress: number | null = null;
  #cell: NotebookCell;
  #execution: NotebookCellExecution;
  /** Null while nothing is written. */
  #output: CellOutput | null;
  #ended: Ended | null = null;
  readonly #transcript = new Transcript();
  readonly #displays: DisplayHandles;
  readonly #order: number;
  readonly #began = Date.now();
  /** Our own clearing of the outputs before is still to be reported. */
  #clearing = false;

  /** @param order - how many cells the session has run, this one included */
  constructor(
    id: string,
    execution: NotebookCellExecution,
    { displays, order }: { displays: DisplayHandles; order: number },
  ) {
    this.id = id;
    this.#displays = displays;
    this.#order = order;
    this.#cell = execution.cell;
    this.#execution = execution;
    this.#output = this.#begin();
  }

  get cell(): NotebookCell {
    return this.#cell;
  }

  /** Its document gives way to another: what is written now would be lost, and make the old one differ from its file. */
  pause(): void {
    this.#output = null;
    this.#execution.end(undefined);
  }

  moveTo(cell: NotebookCell): void {
    this.#cell = cell;
  }

  /** Says again all that it has said: what the document before got last was not saved with it. */
  goOn(execution: NotebookCellExecution): void {
    this.#execution = execution;
    this.#output = this.#begin();
    for (const event of this.#transcript.events) this.#output.write(event);
    if (this.#ended !== null) this.#finish(this.#output, this.#ended);
  }

  write(event: OutputEvent): void {
    this.#transcript.add(event);
    this.#output?.write(event);
  }

  /** Where the person cleared the outputs, what comes next cannot be appended to them. */
  outputsChanged(outputs: readonly NotebookCellOutput[]): void {
    // Meanwhile it is the editor that brings the document to where it was.
    if (this.#output === null) return;
    const clearing = this.#clearing;
    this.#clearing = false;
    if (clearing || outputs.length > 0) return;
    this.#transcript.clear();
    this.#output.cleared();
    this.#displays.forget(new Set([this.cell]));
  }

  end(result: RunResult): void {
    if (!result.ok) this.write({ type: "error", cell: this.id, error: result.error });
    this.#ended = { result, time: Date.now() };
    if (this.#output !== null) this.#finish(this.#output, this.#ended);
  }

  #finish(output: CellOutput, { result, time }: Ended): void {
    output.flush();
    this.#execution.end(result.ok, time);
  }

  #begin(): CellOutput {
    const execution = this.#execution;
    this.#clearing = execution.cell.outputs.length > 0;
    this.#displays.forget(new Set([execution.cell]));
    execution.executionOrder = this.#order;
    execution.start(this.#began);
    void execution.clearOutput();
    return new CellOutput(execution, this.#displays);
  }
}

/**
 * Output of a task that a cell left running: the editor takes output only within an execution, so the
 * cell gets one that keeps its order and its times. A cell that is queued again will clear it anyway.
 */
export function writeLate(
  cell: NotebookCell,
  event: OutputEvent,
  { controller, displays }: { controller: NotebookController; displays: DisplayHandles },
): void {
  const { executionOrder, timing, success } = cell.executionSummary ?? {};
  const execution = controller.createNotebookCellExecution(cell);
  execution.executionOrder = executionOrder;
  execution.start(timing?.startTime);
  new CellOutput(execution, displays).write(event);
  execution.end(success, timing?.endTime);
}
