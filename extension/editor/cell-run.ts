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

/** The editor gives a deleted cell the index −1. */
export const isDeleted = (cell: NotebookCell): boolean => cell.index < 0;

export const runRequest = (
  cell: NotebookCell,
  source: string = cell.document.getText(),
): RunRequest => ({ cell: cellId(cell), number: cell.index + 1, source });

/** A cell that is running now. */
export class CellRun {
  /** The id it was sent under: that of the cell can change while it runs. */
  readonly id: string;
  readonly cell: NotebookCell;
  readonly output: CellOutput;
  /** From 0 to 1, how far the engine is; null while its work is short. */
  progress: number | null = null;
  readonly #execution: NotebookCellExecution;
  readonly #displays: DisplayHandles;
  /** Our own clearing of the outputs before is still to be reported. */
  #clearing: boolean;

  /** @param order - how many cells the session has run, this one included */
  constructor(
    id: string,
    execution: NotebookCellExecution,
    { displays, order }: { displays: DisplayHandles; order: number },
  ) {
    this.id = id;
    this.cell = execution.cell;
    this.#execution = execution;
    this.#displays = displays;
    this.#clearing = execution.cell.outputs.length > 0;
    this.output = new CellOutput(execution, displays);
    displays.forget(new Set([execution.cell]));
    execution.executionOrder = order;
    execution.start(Date.now());
    void execution.clearOutput();
  }

  /** Where the person cleared the outputs, what comes next cannot be appended to them. */
  outputsChanged(outputs: readonly NotebookCellOutput[]): void {
    const clearing = this.#clearing;
    this.#clearing = false;
    if (clearing || outputs.length > 0) return;
    this.output.cleared();
    this.#displays.forget(new Set([this.cell]));
  }

  end(result: RunResult): void {
    if (!result.ok) this.output.error(result.error);
    this.#execution.end(result.ok, Date.now());
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
