/** Runs a whole notebook's cells in order, in a session of its own: for the command line and for verifying. */
import type { Cell, CodeCell, Notebook } from "../format/index.js";
import type { SessionEvent } from "../session/protocol.js";
import { type Session, type SessionOptions, startSession } from "../session/session.js";
import { Outputs } from "./outputs.js";

export interface NotebookOptions extends Pick<SessionOptions, "home" | "folder" | "nodePath"> {
  /** Seconds a cell may take. */
  readonly timeout?: number;
  readonly failFast?: true;
  /** Stops the running cell and leaves out those after it. */
  readonly signal?: AbortSignal;
  readonly onCell?: (cell: NumberedCell) => void;
  readonly onEvent?: (event: SessionEvent) => void;
}

export interface NotebookReport {
  /** With the outputs of this run; cells that were not run keep theirs. */
  readonly notebook: Notebook;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface NumberedCell {
  readonly cell: CodeCell;
  /** Its position in the notebook, from 1, prose included: as the editor counts. */
  readonly number: number;
}

export async function runNotebook(
  notebook: Notebook,
  options: NotebookOptions,
): Promise<NotebookReport> {
  const { home, folder, nodePath, signal } = options;
  const outputs = new Outputs();
  const onEvent = (event: SessionEvent) => {
    outputs.receive(event);
    options.onEvent?.(event);
  };
  const session = startSession({
    home,
    folder,
    onEvent,
    ...(nodePath !== undefined && { nodePath }),
  });
  const stop = () => session.interrupt();
  signal?.addEventListener("abort", stop);
  try {
    // A cell's seconds begin when the kernel runs; that it cannot be started is the first cell's error.
    await session.info.catch(() => undefined);
    const results = await runCells(session, { cells: runnable(notebook), outputs, options });
    const failed = results.filter((ok) => !ok).length;
    return {
      notebook: { ...notebook, cells: notebook.cells.map((cell) => withOutputs(cell, outputs)) },
      succeeded: results.length - failed,
      failed,
      skipped: runnable(notebook).length - results.length,
    };
  } finally {
    signal?.removeEventListener("abort", stop);
    session.dispose();
  }
}

interface Work {
  readonly cells: readonly NumberedCell[];
  readonly outputs: Outputs;
  readonly options: NotebookOptions;
}

/** Whether each cell that was run succeeded. */
async function runCells(session: Session, { cells, outputs, options }: Work): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const { cell, number } of cells) {
    if (options.signal?.aborted === true) break;
    outputs.begin(cell.id);
    options.onCell?.({ cell, number });
    const run = session.run({ cell: cell.id, number, source: cell.source });
    const { ok } = await withTimeout(run, session, options.timeout);
    results.push(ok);
    if (!ok && options.failFast === true) break;
  }
  return results;
}

/** 24 days: what a timer can wait; it takes more for nothing at all. */
const LONGEST_MS = 2 ** 31 - 1;

async function withTimeout<T>(run: Promise<T>, session: Session, seconds?: number): Promise<T> {
  if (seconds === undefined) return run;
  const timer = setTimeout(() => session.interrupt(), Math.min(seconds * 1000, LONGEST_MS));
  try {
    return await run;
  } finally {
    clearTimeout(timer);
  }
}

const LANGUAGES = new Set(["typescript", "javascript"]);

/** The cells that a run runs. */
export const runnable = ({ cells }: Notebook): NumberedCell[] =>
  cells.flatMap((cell, index) =>
    cell.type === "code" && LANGUAGES.has(cell.language) ? [{ cell, number: index + 1 }] : [],
  );

function withOutputs(cell: Cell, outputs: Outputs): Cell {
  const own = outputs.of(cell.id);
  return cell.type === "code" && own !== null ? { ...cell, outputs: own } : cell;
}
