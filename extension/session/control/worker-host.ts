/** The control thread's side of the worker: one at a time, started when needed, given up when it does not answer. */
import { Worker } from "node:worker_threads";
import {
  type ControlMessage,
  type ControlSettings,
  plainError,
  type Run,
  VARIABLES_GONE,
  type WorkerMessage,
  type WorkerRequest,
  type WorkerSettings,
} from "../messages.js";
import type { RunResult } from "../protocol.js";
import { DisplayStore } from "./display-store.js";

/** A cell that does not answer an interrupt for this long is ended with its worker. */
const GRACE_MS = 2000;

export class WorkerHost {
  readonly #settings: ControlSettings;
  readonly #post: (message: ControlMessage) => void;
  readonly store: DisplayStore;
  /** 1 = stop. Written by this thread alone: an interrupt must not get lost before the worker begins. */
  readonly #flag = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | null = null;
  #active: Run | null = null;
  #grace: NodeJS.Timeout | null = null;
  /** Whether the worker has loaded the engine: only from then on a cell runs, and can be slow to stop. */
  #ready = false;

  constructor(settings: ControlSettings, post: (message: ControlMessage) => void) {
    this.#settings = settings;
    this.#post = post;
    const bytes = settings.memoryMegabytes * 2 ** 20;
    this.store = new DisplayStore(bytes, (hold) => this.#request({ type: "released", hold }));
  }

  /** So that the first cell finds the engine loaded. */
  start(): void {
    this.#worker ??= this.#newWorker();
  }

  run(run: Run): void {
    this.start();
    this.#active = run;
    this.store.release(run.cell);
    Atomics.store(this.#flag, 0, 0);
    this.#request({ type: "run", run });
  }

  /** The flag reaches busy loops, the message reaches what waits. */
  interrupt(): void {
    if (this.#active === null) return;
    Atomics.store(this.#flag, 0, 1);
    this.#request({ type: "interrupt", run: this.#active.run });
    if (this.#ready) this.#beginGrace();
  }

  #beginGrace(): void {
    this.#grace ??= setTimeout(() => this.#giveUp(), GRACE_MS);
  }

  /** Ends the worker without a word. */
  stop(): void {
    void this.#worker?.terminate();
    this.#worker = null;
    this.#ready = false;
    this.store.clear();
  }

  #newWorker(): Worker {
    const { folder, heapMegabytes } = this.#settings;
    const worker = new Worker(new URL("./worker.js", import.meta.url), {
      workerData: { folder, flag: this.#flag } satisfies WorkerSettings,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
      execArgv: [],
    });
    worker.on("message", (message: WorkerMessage) => this.#receive(worker, message));
    worker.on("error", (error) => this.#crashed(worker, reasonOf(error, heapMegabytes)));
    worker.on("exit", () => this.#crashed(worker, "The kernel's worker ended."));
    return worker;
  }

  #receive(worker: Worker, message: WorkerMessage) {
    if (worker !== this.#worker) return;
    if (message.type === "ready") this.#begun();
    if (message.type === "keep") this.store.keep(message);
    else if (message.type === "replaced") this.store.release(message.cell, message.handle);
    else if (message.type !== "done") this.#post(message);
    else if (message.run === this.#active?.run) this.#done(message.result);
  }

  #begun() {
    this.#ready = true;
    if (Atomics.load(this.#flag, 0) === 1) this.#beginGrace();
  }

  #crashed(worker: Worker, reason: string) {
    if (worker === this.#worker) this.#lose(reason, { interrupted: false });
  }

  #giveUp() {
    const reason = `The cell did not stop within ${GRACE_MS / 1000} s and was ended with its worker.`;
    this.#lose(reason, { interrupted: true });
  }

  #lose(reason: string, { interrupted }: { readonly interrupted: boolean }) {
    this.stop();
    const message = `${reason} ${VARIABLES_GONE}`;
    this.#post({ type: "lost", reason: message });
    const name = interrupted ? "InterruptError" : "KernelError";
    this.#done({ ok: false, error: plainError(name, message), interrupted });
  }

  #done(result: RunResult) {
    if (this.#grace !== null) clearTimeout(this.#grace);
    this.#grace = null;
    if (this.#active === null) return;
    const { run } = this.#active;
    this.#active = null;
    Atomics.store(this.#flag, 0, 0);
    this.#post({ type: "done", run, result });
  }

  #request(request: WorkerRequest) {
    this.#worker?.postMessage(request);
  }
}

function reasonOf(error: Error & { readonly code?: string }, heapMegabytes: number): string {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY")
    return `The cell ran out of memory: the JavaScript heap is limited to ${heapMegabytes} MiB.`;
  return `The kernel's worker failed: ${error.message}`;
}
