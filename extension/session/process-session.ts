/** A session as a queue of runs over one process, which is replaced when it dies. */
import type { StoreAnswer, StoreQuestion } from "../../engine/display/store-messages.js";
import type { ProcessSettings } from "./child-process.js";
import { deferred } from "./deferred.js";
import { type Link, openLink } from "./link.js";
import {
  type CellOutput,
  type ControlMessage,
  type Done,
  plainError,
  VARIABLES_GONE,
} from "./messages.js";
import type {
  LiveEvent,
  ProgressEvent,
  RunRequest,
  RunResult,
  SessionEvent,
  SessionInfo,
  StreamName,
  UsageEvent,
  VariablesEvent,
} from "./protocol.js";
import type { Session } from "./session.js";

interface Waiting {
  readonly request: RunRequest;
  readonly resolve: (result: RunResult) => void;
}

export class ProcessSession implements Session {
  readonly #settings: ProcessSettings;
  readonly #onEvent: (event: SessionEvent) => void;
  #queue: Waiting[] = [];
  #link: Link | null = null;
  #info = deferred<SessionInfo>();
  #active: Waiting | null = null;
  /** The cell that output of unknown origin belongs to. */
  #latest: string | null = null;
  #runs = 0;
  #seq = 0;
  #asks = 0;
  readonly #asked = new Map<number, (answer: StoreAnswer) => void>();
  #disposed = false;

  constructor(settings: ProcessSettings, onEvent: (event: SessionEvent) => void) {
    this.#settings = settings;
    this.#onEvent = onEvent;
    this.#open();
  }

  get info(): Promise<SessionInfo> {
    if (!this.#disposed) this.#open();
    return this.#info.promise;
  }

  run(request: RunRequest): Promise<RunResult> {
    if (this.#disposed) return Promise.resolve(notRun(CLOSED));
    return new Promise((resolve) => {
      this.#queue.push({ request, resolve });
      this.#next();
    });
  }

  ask(question: StoreQuestion): Promise<StoreAnswer> {
    const link = this.#link;
    if (link === null) return Promise.resolve(NO_PROCESS);
    return new Promise((resolve) => {
      const id = ++this.#asks;
      this.#asked.set(id, resolve);
      link.send({ type: "ask", id, question });
    });
  }

  release(cell: string): void {
    this.#link?.send({ type: "release", cell });
  }

  interrupt(): void {
    this.#refuseWaiting({ ...notRun(STOPPED), interrupted: true });
    if (this.#active !== null) this.#link?.send({ type: "interrupt" });
  }

  restart(): void {
    this.#replace("The kernel was restarted; all variables are gone.");
    if (!this.#disposed) this.#open();
  }

  dispose(): void {
    this.#disposed = true;
    this.#link?.close();
    this.#link = null;
    this.#giveUpAnswers();
    this.#info.reject(new Error(CLOSED));
    this.#refuseWaiting(notRun(CLOSED));
    this.#finish(notRun(CLOSED));
  }

  #open(): Link {
    if (this.#link !== null) return this.#link;
    this.#link = openLink(this.#settings, {
      message: (message) => this.#receive(message),
      text: (name, text) => this.#foreignText(name, text),
      ended: (reason) => this.#ended(`${reason} ${VARIABLES_GONE}`),
    });
    return this.#link;
  }

  #next(): void {
    if (this.#active !== null) return;
    const next = this.#queue.shift();
    if (next === undefined) return;
    this.#active = next;
    this.#latest = next.request.cell;
    this.#open().send({ type: "run", run: { ...next.request, run: ++this.#runs } });
  }

  #receive(message: ControlMessage): void {
    if (message.type === "done") this.#done(message);
    else if (message.type === "answer") this.#answered(message.id, message.answer);
    else if (message.type === "ready") this.#ready(message.info);
    else if (message.type === "lost") this.#lost(message.reason);
    else if (message.type === "exhausted") this.#replace(`${message.reason} ${VARIABLES_GONE}`);
    else if (isPlain(message)) this.#onEvent(message);
    else this.#output(message);
  }

  #answered(id: number, answer: StoreAnswer): void {
    this.#asked.get(id)?.(answer);
    this.#asked.delete(id);
  }

  /** The process that was asked is gone. */
  #giveUpAnswers(): void {
    for (const resolve of this.#asked.values()) resolve(NO_PROCESS);
    this.#asked.clear();
  }

  #ready(info: SessionInfo): void {
    this.#info.resolve(info);
    this.#onEvent({ type: "ready", info });
  }

  #output(output: CellOutput): void {
    this.#onEvent({ ...output, seq: ++this.#seq });
  }

  #foreignText(name: StreamName, text: string): void {
    if (this.#latest !== null) this.#output({ type: "stream", cell: this.#latest, name, text });
  }

  #done({ run, result }: Done): void {
    if (run === this.#runs) this.#finish(result);
    this.#next();
  }

  #replace(reason: string): void {
    this.#link?.close();
    this.#ended(reason);
  }

  /** The process is gone, and with it what it was doing. */
  #ended(reason: string): void {
    this.#link = null;
    this.#lost(reason);
    this.#finish(notRun(reason));
  }

  #lost(reason: string): void {
    this.#giveUpAnswers();
    this.#info.reject(new Error(reason));
    this.#info = deferred();
    this.#onEvent({ type: "lost", reason });
    this.#refuseWaiting(
      notRun(`The cell was not run: the kernel was lost before its turn. ${reason}`),
    );
  }

  #finish(result: RunResult): void {
    const finished = this.#active;
    if (finished === null) return;
    this.#active = null;
    this.#onEvent({ type: "done", cell: finished.request.cell, result });
    finished.resolve(result);
  }

  #refuseWaiting(result: RunResult): void {
    const waiting = this.#queue;
    this.#queue = [];
    for (const { request, resolve } of waiting) {
      this.#onEvent({ type: "done", cell: request.cell, result });
      resolve(result);
    }
  }
}

/** What goes to the owner as it is. */
function isPlain(
  message: ControlMessage,
): message is LiveEvent | ProgressEvent | UsageEvent | VariablesEvent {
  return ["live", "progress", "usage", "variables"].includes(message.type);
}

const NO_PROCESS: StoreAnswer = { is: "gone", reason: "The kernel is not running." };
const CLOSED = "The kernel was closed.";
const STOPPED = "The cell was not run: the run was stopped before its turn.";

const notRun = (reason: string) =>
  ({ ok: false, error: plainError("KernelError", reason), interrupted: false }) as const;
