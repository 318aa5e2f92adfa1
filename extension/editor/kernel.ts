import {
  EventEmitter,
  type NotebookCell,
  type NotebookController,
  type NotebookDocument,
  type NotebookDocumentChangeEvent,
} from "vscode";
import type { StoreAnswer, StoreQuestion } from "../../engine/display/store-messages.js";
import { plainError } from "../session/messages.js";
import type { Output } from "../format/notebook.js";
import type { LiveEvent, RunResult, SessionEvent, VariableInfo } from "../session/protocol.js";
import type { Session } from "../session/session.js";
import { cellId, giveIds } from "./cell-ids.js";
import type { OutputEvent } from "./cell-output.js";
import { type CellPart, CellQueue, type Queued } from "./cell-queue.js";
import { CellRun, isDeleted, runRequest, writeLate } from "./cell-run.js";
import type { ChosenNotebooks } from "./chosen-notebooks.js";
import { DisplayHandles } from "./display-handles.js";
import { Failures } from "./failures.js";
import { SessionFacts } from "./session-facts.js";
import { sourceShowing } from "./show-variable.js";

/** Starts the session that a notebook's cells run in. */
export type StartSession = (
  notebook: NotebookDocument,
  onEvent: (event: SessionEvent) => void,
) => Session;

/** What the kernels of all notebooks share. */
export interface KernelParts {
  readonly controller: NotebookController;
  readonly chosen: ChosenNotebooks;
  readonly start: StartSession;
}

/** The variables are gone: why, and the cell that was running. */
export interface Loss {
  readonly reason: string;
  readonly cell: NotebookCell | null;
}

/** The cells of one notebook run here, one after the other, in one session. */
export class Kernel {
  readonly #controller: NotebookController;
  readonly #queue: CellQueue;
  readonly #chosen: ChosenNotebooks;
  readonly #start: StartSession;
  readonly #changed = new EventEmitter<void>();
  readonly #lost = new EventEmitter<Loss>();
  readonly #passed = new EventEmitter<LiveEvent>();
  readonly #displays = new DisplayHandles();
  #notebook: NotebookDocument;
  #session: Session | null = null;
  #facts = new SessionFacts();
  /** Who waits for what a variable is shown as, by the cell that stands for it. */
  readonly #shown = new Map<string, (output: Output) => void>();
  #drained: Promise<void> | null = null;
  #running: CellRun | null = null;
  /** While the document takes no output: what came from no running cell, and the run that writes none. */
  #paused: { readonly late: OutputEvent[]; readonly run: CellRun | null } | null = null;
  readonly failures = new Failures();
  /** How many cells this session has run. */
  #order = 0;

  /** The session began, ended, said what it runs on or how far it is; a cell began or ended. */
  readonly onDidChange = this.#changed.event;
  /** The session ended by itself. */
  readonly onDidLose = this.#lost.event;
  /** A shown value has a new state, which is not in the document yet. */
  readonly onDidPass = this.#passed.event;

  constructor(notebook: NotebookDocument, { controller, chosen, start }: KernelParts) {
    this.#notebook = notebook;
    this.#controller = controller;
    this.#queue = new CellQueue(controller);
    this.#chosen = chosen;
    this.#start = start;
  }

  get notebook(): NotebookDocument {
    return this.#notebook;
  }

  /** What the session has told; nothing while there is none. */
  get facts(): SessionFacts {
    return this.#facts;
  }

  /** What an array is shown as; null when it cannot be shown, or the kernel is gone. */
  async show(variable: VariableInfo): Promise<Output | null> {
    const session = this.#session;
    if (session === null) return null;
    const cell = `variable:${variable.name}`;
    let shown: Output | null = null;
    this.#shown.set(cell, (output) => (shown = output));
    await session.run({ cell, number: 0, source: sourceShowing(variable) });
    this.#shown.delete(cell);
    return shown;
  }

  /** The running cell, and from 0 to 1 how far the engine is with its present work, when that is long. */
  get running(): { readonly cell: NotebookCell; readonly progress: number | null } | null {
    return this.#running;
  }

  /** Queues cells, or parts of them; resolves when nothing is left to run. */
  run(cells: readonly CellPart[]): Promise<void> {
    this.#queue.add(cells);
    return (this.#drained ??= this.#drain());
  }

  /** About a shown value that the session may still hold. */
  ask(question: StoreQuestion): Promise<StoreAnswer> {
    return this.#session?.ask(question) ?? Promise.resolve(NO_SESSION);
  }

  /** Stops the running cell and forgets the queued ones; variables are kept where that is possible. */
  interrupt(): void {
    this.#queue.clear();
    this.#session?.interrupt();
  }

  /** Ends the session with all its variables; the next cell begins a new one. */
  restart(): void {
    this.#queue.clear();
    this.#session?.dispose();
    this.#session = null;
    this.#order = 0;
    this.#displays.clear();
    this.#forgetFacts();
  }

  /** The document may give way to another: nothing is written until then, or until {@link resume}. */
  pause(): void {
    if (this.#paused !== null) return;
    this.#paused = { late: [], run: this.#running };
    this.#queue.pause();
    this.#running?.pause();
  }

  /**
   * The notebook was saved under another name: another document, the same variables, the same run.
   *
   * @param ready - resolves when the document is whole
   */
  moveTo(notebook: NotebookDocument, ready: Promise<void>): void {
    this.pause();
    this.#chosen.forget(this.#notebook);
    this.#notebook = notebook;
    this.#displays.clear();
    this.#queue.moveTo((cell) => this.#cellOf(cellId(cell)));
    const run = this.#paused?.run;
    const cell = run && this.#cellOf(run.id);
    if (cell) run.moveTo(cell);
    void ready.then(() => {
      if (this.#notebook === notebook) this.#chosen.whenChosen(notebook, () => this.resume());
    });
  }

  /** The document takes output. */
  resume(): void {
    const paused = this.#paused;
    if (paused === null) return;
    this.#paused = null;
    attempt(() => paused.run?.goOn(this.#controller.createNotebookCellExecution(paused.run.cell)));
    for (const event of paused.late) this.#write(event);
    attempt(() => this.#queue.announce());
    void this.run([]);
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
    this.#chosen.forget(this.#notebook);
    this.#changed.dispose();
    this.#lost.dispose();
    this.#passed.dispose();
  }

  async #drain(): Promise<void> {
    try {
      await giveIds(this.#notebook);
      for (let next = this.#queue.next(); next; next = this.#queue.next())
        await this.#runCell(next);
    } catch (error) {
      this.#queue.clear();
      throw error;
    } finally {
      this.#drained = null;
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
    if (!result.ok) this.#queue.clear();
    this.#end(request.cell, session === this.#session ? result : RESTARTED);
  }

  /** Also when the cell is now in another document, which had none of its id. */
  #end(cell: string, result: RunResult): void {
    const running = this.#running;
    this.#running = null;
    this.#changed.fire();
    if (running !== null) {
      this.failures.ended(cellId(running.cell), result);
      attempt(() => running.end(result));
    } else if (!result.ok) this.#write({ type: "error", cell, error: result.error });
  }

  #receive(event: SessionEvent): void {
    switch (event.type) {
      case "ready":
        this.#facts.info = event.info;
        return this.#changed.fire();
      case "lost":
        this.#forgetFacts();
        this.#order = 0;
        return this.#lost.fire({ reason: event.reason, cell: this.#running?.cell ?? null });
      case "live":
        return this.#passed.fire(event);
      case "progress":
        return this.#progressed(event.cell, event.done);
      case "usage":
        this.#facts.memory = event.memory;
        return this.#changed.fire();
      case "variables":
        this.#facts.ran(event);
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
    if (running !== null && running.id === event.cell) return running.write(event);
    if (this.#paused !== null) return void this.#paused.late.push(event);
    const cell = this.#cellOf(event.cell);
    if (cell === undefined || this.#queue.holds(cell)) return;
    const parts = { controller: this.#controller, displays: this.#displays };
    attempt(() => writeLate(cell, event, parts));
  }

  #cellOf(id: string): NotebookCell | undefined {
    return this.#notebook.getCells().find((each) => cellId(each) === id);
  }

  #progressed(cell: string, done: number): void {
    const running = this.#running;
    if (running === null || running.id !== cell) return;
    running.progress = done;
    this.#changed.fire();
  }

  #forgetFacts(): void {
    this.#facts = new SessionFacts();
    this.#changed.fire();
  }
}

/** The editor refuses a write where a notebook was closed or its kernel changed: the run goes on all the same. */
function attempt(write: () => void): void {
  try {
    write();
  } catch {
    return;
  }
}

const NO_SESSION: StoreAnswer = { is: "gone", reason: "The kernel is not running." };

const RESTARTED: RunResult = {
  ok: false,
  error: plainError("KernelError", "The kernel was restarted while this cell ran."),
  interrupted: true,
};
