import {
  EventEmitter,
  type NotebookCell,
  type NotebookCellExecution,
  type NotebookController,
  type NotebookDocument,
  type NotebookDocumentChangeEvent,
} from "vscode";
import type { StoreAnswer, StoreQuestion } from "../../engine/display/store-messages.js";
import { plainError } from "../session/messages.js";
import type { Output } from "../format/notebook.js";
import type {
  LiveEvent,
  RunResult,
  SessionEvent,
  SessionInfo,
  VariableInfo,
} from "../session/protocol.js";
import type { Session } from "../session/session.js";
import { cellId, giveIds } from "./cell-ids.js";
import type { OutputEvent } from "./cell-output.js";
import { CellRun, isDeleted, runRequest, writeLate } from "./cell-run.js";
import { DisplayHandles } from "./display-handles.js";

/** Starts the session that a notebook's cells run in. */
export type StartSession = (
  notebook: NotebookDocument,
  onEvent: (event: SessionEvent) => void,
) => Session;

/** The variables are gone: why, and the cell that was running. */
export interface Loss {
  readonly reason: string;
  readonly cell: NotebookCell | null;
}

/** What is to run in a cell's place: the whole cell as it then is, when there is no text here. */
export interface CellPart {
  readonly cell: NotebookCell;
  readonly source: string | undefined;
}

interface Queued {
  readonly execution: NotebookCellExecution;
  readonly source: string | undefined;
}

/** The cells of one notebook run here, one after the other, in one session. */
export class Kernel {
  readonly #controller: NotebookController;
  readonly #start: StartSession;
  readonly #changed = new EventEmitter<void>();
  readonly #lost = new EventEmitter<Loss>();
  readonly #passed = new EventEmitter<LiveEvent>();
  readonly #displays = new DisplayHandles();
  #notebook: NotebookDocument;
  #session: Session | null = null;
  #info: SessionInfo | null = null;
  #memory: number | null = null;
  #variables: readonly VariableInfo[] = [];
  #stale: ReadonlyMap<string, readonly string[]> = new Map();
  /** Who waits for what a variable is shown as, by the cell that stands for it. */
  readonly #shown = new Map<string, (output: Output) => void>();
  #queue: Queued[] = [];
  #drained: Promise<void> | null = null;
  #running: CellRun | null = null;
  /** How many cells this session has run. */
  #order = 0;

  /** The session began, ended, said what it runs on or how far it is; a cell began or ended. */
  readonly onDidChange = this.#changed.event;
  /** The session ended by itself. */
  readonly onDidLose = this.#lost.event;
  /** A shown value has a new state, which is not in the document yet. */
  readonly onDidPass = this.#passed.event;

  constructor(notebook: NotebookDocument, controller: NotebookController, start: StartSession) {
    this.#notebook = notebook;
    this.#controller = controller;
    this.#start = start;
  }

  get notebook(): NotebookDocument {
    return this.#notebook;
  }

  /** What the session runs on; null before it is ready. */
  get info(): SessionInfo | null {
    return this.#info;
  }

  /** Bytes of memory that the session's process holds; null while that is not known. */
  get memory(): number | null {
    return this.#memory;
  }

  /** What the notebook's names hold since the last run. */
  get variables(): readonly VariableInfo[] {
    return this.#variables;
  }

  /** The variables that a cell read and that have changed since it ran. */
  changedSince(cell: NotebookCell): readonly string[] {
    return this.#stale.get(cellId(cell)) ?? [];
  }

  /** What an array is shown as; null when it cannot be shown, or the kernel is gone. */
  async show({ name, shape }: VariableInfo): Promise<Output | null> {
    const session = this.#session;
    if (session === null) return null;
    const cell = `variable:${name}`;
    let shown: Output | null = null;
    this.#shown.set(cell, (output) => (shown = output));
    await session.run({ cell, number: 0, source: showing(name, shape ?? []) });
    this.#shown.delete(cell);
    return shown;
  }

  /** The running cell, and from 0 to 1 how far the engine is with its present work, when that is long. */
  get running(): { readonly cell: NotebookCell; readonly progress: number | null } | null {
    return this.#running;
  }

  /** Queues cells, or parts of them; resolves when nothing is left to run. */
  run(cells: readonly CellPart[]): Promise<void> {
    this.#queue.push(
      ...cells.map(({ cell, source }) => ({
        execution: this.#controller.createNotebookCellExecution(cell),
        source,
      })),
    );
    return (this.#drained ??= this.#drain());
  }

  /** About a shown value that the session may still hold. */
  ask(question: StoreQuestion): Promise<StoreAnswer> {
    return this.#session?.ask(question) ?? Promise.resolve(NO_SESSION);
  }

  /** Stops the running cell and forgets the queued ones; variables are kept where that is possible. */
  interrupt(): void {
    this.#clearQueue();
    this.#session?.interrupt();
  }

  /** Ends the session with all its variables; the next cell begins a new one. */
  restart(): void {
    this.#clearQueue();
    this.#session?.dispose();
    this.#session = null;
    this.#order = 0;
    this.#displays.clear();
    this.#setInfo(null);
  }

  /** The notebook was saved under another name: another document, the same variables. */
  moveTo(notebook: NotebookDocument): void {
    this.#clearQueue();
    this.#notebook = notebook;
    this.#running = null;
    this.#displays.clear();
  }

  /** What was deleted is stopped; what was cleared is not updated any more. A move removes and adds. */
  documentChanged({ contentChanges, cellChanges }: NotebookDocumentChangeEvent): void {
    const running = this.#running;
    if (running !== null && isDeleted(running.cell)) this.#session?.interrupt();
    const deleted = contentChanges.flatMap(({ removedCells }) => removedCells.filter(isDeleted));
    this.#forget(deleted);
    for (const { cell, outputs } of cellChanges) {
      if (outputs === undefined) continue;
      if (cell === running?.cell) running.outputsChanged(outputs);
      else if (outputs.length === 0) this.#forget([cell]);
    }
  }

  #forget(cells: readonly NotebookCell[]): void {
    this.#displays.forget(new Set(cells));
    for (const cell of cells) this.#session?.release(cellId(cell));
  }

  dispose(): void {
    this.restart();
    this.#changed.dispose();
    this.#lost.dispose();
    this.#passed.dispose();
  }

  async #drain(): Promise<void> {
    try {
      await giveIds(this.#notebook);
      for (let next = this.#queue.shift(); next; next = this.#queue.shift())
        await this.#runCell(next);
    } finally {
      this.#drained = null;
      this.#clearQueue();
    }
  }

  async #runCell({ execution, source }: Queued): Promise<void> {
    if (isDeleted(execution.cell)) return execution.end(undefined);
    const request = runRequest(execution.cell, source);
    const session = (this.#session ??= this.#start(this.#notebook, (e) => this.#receive(e)));
    this.#running = new CellRun(request.cell, execution, {
      displays: this.#displays,
      order: ++this.#order,
    });
    const result = await session.run(request);
    if (!result.ok) this.#clearQueue();
    this.#end(request.cell, session === this.#session ? result : RESTARTED);
  }

  /** Also when the cell is now in another document, where its execution did not follow. */
  #end(cell: string, result: RunResult): void {
    const running = this.#running;
    this.#running = null;
    this.#changed.fire();
    if (running !== null) running.end(result);
    else if (!result.ok) this.#write({ type: "error", cell, error: result.error });
  }

  #clearQueue(): void {
    for (const { execution } of this.#queue.splice(0)) execution.end(undefined);
  }

  #receive(event: SessionEvent): void {
    switch (event.type) {
      case "ready":
        return this.#setInfo(event.info);
      case "lost":
        this.#setInfo(null);
        this.#order = 0;
        return this.#lost.fire({ reason: event.reason, cell: this.#running?.cell ?? null });
      case "live":
        return this.#passed.fire(event);
      case "progress":
        return this.#progressed(event.cell, event.done);
      case "usage":
        this.#memory = event.memory;
        return this.#changed.fire();
      case "variables":
        this.#variables = event.variables;
        this.#stale = new Map(event.stale.map(({ cell, names }) => [cell, names]));
        return this.#changed.fire();
      case "done":
        return;
      default:
        this.#write(event);
    }
  }

  #write(event: OutputEvent): void {
    const shown = this.#shown.get(event.cell);
    if (shown !== undefined) {
      if (event.type === "display") shown(event.output);
      return;
    }
    const running = this.#running;
    if (running !== null && running.id === event.cell) return running.output.write(event);
    const cell = this.#notebook.getCells().find((each) => cellId(each) === event.cell);
    const queued = this.#queue.some(({ execution }) => execution.cell === cell);
    if (cell === undefined || queued) return;
    writeLate(cell, event, { controller: this.#controller, displays: this.#displays });
  }

  #progressed(cell: string, done: number): void {
    const running = this.#running;
    if (running === null || running.id !== cell) return;
    running.progress = done;
    this.#changed.fire();
  }

  #setInfo(info: SessionInfo | null): void {
    this.#info = info;
    if (info === null) {
      this.#memory = null;
      this.#variables = [];
      this.#stale = new Map();
    }
    this.#changed.fire();
  }
}

/** Code that shows an array: a curve, or rows of its last axis. Names are JS identifiers. */
function showing(name: string, shape: readonly number[]): string {
  const title = JSON.stringify({ title: name });
  const show = '(await import("ntkbook")).show';
  if (shape.length === 1) {
    return `${show}.chart({ title: ${JSON.stringify(name)}, series: [{ name: ${JSON.stringify(name)}, x: Array.from(${name}.data.keys()), y: Array.from(${name}.data, Number) }] }); undefined`;
  }
  const rows = shape.length === 2 ? name : `${name}.reshape([-1, ${shape.at(-1) ?? 1}])`;
  return `${show}.matrix(${rows}, ${title}); undefined`;
}

const NO_SESSION: StoreAnswer = { is: "gone", reason: "The kernel is not running." };

const RESTARTED: RunResult = {
  ok: false,
  error: plainError("KernelError", "The kernel was restarted while this cell ran."),
  interrupted: true,
};
